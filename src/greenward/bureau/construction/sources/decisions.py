"""What was decided, as the law asks about it later: which gates are passed, and on which day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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
        found: dict[int, dict[str, Value]] = {}
        rows = Decision.objects.filter(**{f"{column}__in": keys}).defer("facts").order_by("pk")
        for row in rows:
            facts = found.setdefault(getattr(row, column), {})
            facts[gate_passed(row.gate)] = row.stands
            if row.gate in DAYS:
                facts[DAYS[row.gate]] = row.decided_on.toordinal() if row.stands else None
        return found

    return decided


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
