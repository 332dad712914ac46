"""What was decided, as the law asks about it later: which gates are passed, and on which day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from greenward.law.language import Subject, gate_passed

from ..facts import Source, Value, register
from ..models import Application, Decision

DAYS = {
    "land_terms": "land_granted_on",
    "planning_permit": "permit_issued_on",
    "completion_acceptance": "completion_passed_on",
}
"""The facts that are the day a gate was passed."""
FILING = "acceptance_filing"
ASKED, ASKED_ON = "acceptance_filing_asked", "filing_asked_on"


def read(subject: Subject) -> Callable[[Sequence[int]], Mapping[int, Mapping[str, Value]]]:
    column = f"{subject.value}_id"

    def decided(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
        """The newest decision of a gate tells whether it is passed."""
        of: dict[int, list[Decision]] = {}
        rows = Decision.objects.filter(**{f"{column}__in": keys})
        for row in rows.only(column, "gate", "granted", "reopened_at", "decided_on").order_by("pk"):
            of.setdefault(getattr(row, column), []).append(row)
        return {key: said(found) for key, found in of.items()}

    return decided


def said(decisions: Iterable[Decision]) -> dict[str, Value]:
    """What the decisions of one work, the oldest first, say of it."""
    facts: dict[str, Value] = {}
    for one in decisions:
        facts[gate_passed(one.gate)] = one.stands
        if one.gate in DAYS:
            facts[DAYS[one.gate]] = one.decided_on.toordinal() if one.stands else None
    return facts


def filed(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The day the filing was asked for, whatever became of it (B5)."""
    rows = Application.objects.filter(project__in=keys, gate=FILING).exclude(
        matter__state="taken_back"
    )
    days = rows.order_by("-matter__opened_at").values_list("project_id", "matter__opened_at__date")
    return {key: {ASKED: True, ASKED_ON: day.toordinal()} for key, day in days}


_TITLE = _("decisions")
register(
    Source(
        "plot_decisions", _TITLE, frozenset({DAYS["land_terms"]}), read(Subject.PLOT), Subject.PLOT
    )
)
register(
    Source(
        "project_decisions",
        _TITLE,
        frozenset({DAYS["planning_permit"], DAYS["completion_acceptance"]}),
        read(Subject.PROJECT),
    )
)
register(Source("filings", _("applications"), frozenset({ASKED, ASKED_ON}), filed))
