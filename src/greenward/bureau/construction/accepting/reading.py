"""What a session of the special acceptance says, and how far it is (Article 16).

A comparison is established when all four parties have signed what stands in it: against, where a
point is not met; in favour, where all are met and nobody dissents. Until then it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.law.language import Gate, facts_of
from greenward.law.reading import Truth

from ..course import Leg
from ..facts import Value
from ..models import Acceptance, AcceptanceItem, Project, Signature
from ..models.acceptance import Comparison, Result

OF_COMPARISON = {
    Comparison.STANDARDS: "meets_standards",
    Comparison.DRAWINGS: "meets_drawings",
    Comparison.CHAPTER: "meets_chapter",
}
FACTS = frozenset(
    {
        "acceptance_held",
        "acceptance_parties_present",
        "acceptance_report_issued",
        "accepted_star",
        *OF_COMPARISON.values(),
    }
)
"""What a session settles. A gate that asks for one of its comparisons is passed by a session."""


def asks_session(gate: Gate) -> bool:
    return bool(set(OF_COMPARISON.values()) & set(facts_of(gate)))


def legs_of_sessions(course: Sequence[Leg]) -> list[Leg]:
    """The gates of a course that a session passes."""
    return [leg for leg in course if asks_session(leg.gate)]


def sessions() -> QuerySet[Acceptance]:
    rows = Acceptance.objects.select_related(
        "project__area", "project__matter__area", "application__matter__area", "report", "follows"
    )
    return rows.prefetch_related(
        "items", "attendance__organisation", "signatures__signed_by", "signatures__organisation"
    )


def counting(keys: Sequence[int]) -> dict[int, Acceptance]:
    """The session that counts for each project: its newest, unless its application was taken back or
    the gate it passed was opened anew."""
    rows = (
        Acceptance.objects.filter(project__in=keys)
        .exclude(application__matter__state="taken_back")
        .exclude(application__decision__reopened_at__isnull=False)
        .prefetch_related("items", "attendance", "signatures")
    )
    return {row.project_id: row for row in rows.order_by("pk")}


def facts(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The facts of projects that follow from their sessions."""
    return {key: of_session(row) for key, row in counting(keys).items()}


def of_session(session: Acceptance) -> dict[str, Value]:
    """What one session says, as the law asks for it."""
    signed = signatures(session)
    said: dict[str, Value] = {
        "acceptance_held": True if session.held_on <= timezone.localdate() else None,
        "acceptance_parties_present": _present(session, signed),
        "acceptance_report_issued": True if session.report_issued_on else None,
        "accepted_star": session.star if _all(signed) else None,
    }
    for comparison, fact in OF_COMPARISON.items():
        said[fact] = established(session, comparison, signed)
    return said


def first_held(keys: Sequence[int]) -> dict[int, date]:
    """The day of the session that counts, by project."""
    return {key: row.held_on for key, row in counting(keys).items()}


def signatures(session: Acceptance) -> dict[PartyRole, Signature]:
    """The newest signature of each party under what the session says now; earlier ones are void."""
    now = session.content_hash
    return {PartyRole(one.role): one for one in session.signatures.all() if one.content_hash == now}


def void(session: Acceptance) -> list[Signature]:
    """Signatures under an earlier content, which stand for nothing any more."""
    now = session.content_hash
    return [one for one in session.signatures.all() if one.content_hash != now]


def established(
    session: Acceptance, comparison: Comparison, signed: Mapping[PartyRole, Signature]
) -> Truth:
    """One comparison as all four parties have established it; see the module."""
    results = [one.result for one in items(session, comparison)]
    if not _all(signed) or not results:
        return None
    if Result.NOT_MET in results:
        return False
    agreed = all(one.agrees for one in signed.values())
    return True if agreed and all(one == Result.MET for one in results) else None


def items(session: Acceptance, comparison: Comparison) -> list[AcceptanceItem]:
    return [one for one in session.items.all() if one.comparison == comparison]


def not_met(session: Acceptance) -> list[AcceptanceItem]:
    """The non-conformities of a session."""
    return [one for one in session.items.all() if one.result == Result.NOT_MET]


def open_points(session: Acceptance) -> list[AcceptanceItem]:
    """What a later session starts from: what was not met or not checked."""
    return [one for one in session.items.all() if one.result != Result.MET]


def is_decided(session: Acceptance) -> bool:
    return session.application.matter.closed_at is not None


@dataclass(frozen=True)
class Progress:
    """How far a session is: what is missing before it can be signed, and who has not signed."""

    missing: list[str]
    unsigned: list[PartyRole]
    dissents: list[Signature]

    @property
    def ready(self) -> bool:
        return not self.missing


def progress(session: Acceptance) -> Progress:
    signed = signatures(session)
    return Progress(
        _missing(session),
        [role for role in ACCEPTING_PARTIES if role not in signed],
        [one for one in signed.values() if not one.agrees],
    )


def _missing(session: Acceptance) -> list[str]:
    lacks = []
    if session.star is None:
        lacks.append(_("the star found"))
    for one in session.attendance.all():
        if one.present is None:
            lacks.append(_("whether the %(role)s takes part") % {"role": one.get_role_display()})
    for comparison in Comparison:
        found = items(session, comparison)
        unchecked = sum(one.result == Result.UNCHECKED for one in found)
        if not found:
            lacks.append(
                _("points of the comparison with the %(with)s") % {"with": comparison.label}
            )
        elif unchecked:
            lacks.append(
                ngettext(
                    "%(number)s point of the comparison with the %(with)s is not checked",
                    "%(number)s points of the comparison with the %(with)s are not checked",
                    unchecked,
                )
                % {"number": unchecked, "with": comparison.label}
            )
    return lacks


def _present(session: Acceptance, signed: Mapping[PartyRole, Signature]) -> Truth:
    if any(one.present is False for one in session.attendance.all()):
        return False
    return True if _all(signed) else None


def _all(signed: Mapping[PartyRole, Signature]) -> bool:
    return all(role in signed for role in ACCEPTING_PARTIES)


def previous(project: Project, gate: str) -> Acceptance | None:
    """The last session that was decided against, from which a new one starts."""
    rows = sessions().filter(
        project=project, application__gate=gate, application__matter__state="refused"
    )
    return rows.order_by("-pk").first()
