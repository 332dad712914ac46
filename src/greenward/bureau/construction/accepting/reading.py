"""What a session of the special acceptance says, and how far it is (Article 16).

A comparison is established when all four parties have signed what stands in it: against, where a
point is not met; in favour, where all are met and nobody dissents. Until then it is unknown. What was
compared with a chapter says nothing of the one handed in since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.law.language import Gate, facts_of
from greenward.law.reading import Truth

from ..course import Leg
from ..facts import Value
from ..models import Acceptance, AcceptanceItem, Chapter, Project, Signature
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


FAILED = "refused"
"""The state of the matter of a session that was decided against."""


def asks_session(gate: Gate) -> bool:
    return bool(set(OF_COMPARISON.values()) & set(facts_of(gate)))


def legs_of_sessions(course: Sequence[Leg]) -> list[Leg]:
    """The gates of a course that a session passes."""
    return [leg for leg in course if asks_session(leg.gate)]


def sessions() -> QuerySet[Acceptance]:
    rows = beside_chapter(Acceptance.objects.all()).select_related(
        "project__area", "project__matter__area", "application__matter__area", "report", "follows"
    )
    return rows.prefetch_related(
        "items", "attendance__organisation", "signatures__signed_by", "signatures__organisation"
    )


def counting(keys: Sequence[int]) -> dict[int, Acceptance]:
    """The session that counts for each project: its newest, unless its application was taken back or
    the gate it passed was opened anew."""
    rows = (
        beside_chapter(Acceptance.objects.filter(project__in=keys))
        .exclude(application__matter__state="taken_back")
        .exclude(application__decision__reopened_at__isnull=False)
        .select_related("application__matter")
        .prefetch_related("items", "attendance", "signatures")
    )
    return {row.project_id: row for row in rows.order_by("pk")}


def beside_chapter(rows: QuerySet[Acceptance]) -> QuerySet[Acceptance]:
    """Sessions with `chapter_at`: when the project's newest chapter was handed in."""
    days = Chapter.objects.filter(project=OuterRef("project")).values("project")
    newest = days.annotate(at=Max("handed_in_at")).values("at")
    return rows.annotate(chapter_at=Subquery(newest))


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
    if any(_before_chapter(session, one) for one in signed.values()):
        said[OF_COMPARISON[Comparison.CHAPTER]] = None
    return said


def first_held(keys: Sequence[int]) -> dict[int, date]:
    """The day of the session that counts, by project; none of one that failed, since another
    acceptance is still to come."""
    rows = counting(keys).items()
    return {key: row.held_on for key, row in rows if row.application.matter.state != FAILED}


def signatures(session: Acceptance) -> dict[PartyRole, Signature]:
    """The newest signature of each party under what the session says now; void ones left out."""
    gone = void(session)
    return {PartyRole(one.role): one for one in session.signatures.all() if one not in gone}


def void(session: Acceptance) -> list[Signature]:
    """Signatures that stand for nothing any more: under an earlier content, or, until the session is
    decided, given before the chapter they compare with was handed in."""
    now, decided = session.content_hash, is_decided(session)
    return [
        one
        for one in session.signatures.all()
        if one.content_hash != now or (not decided and _before_chapter(session, one))
    ]


def _before_chapter(session: Acceptance, signature: Signature) -> bool:
    return session.chapter_at is not None and signature.signed_at < session.chapter_at


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
        project=project, application__gate=gate, application__matter__state=FAILED
    )
    return rows.order_by("-pk").first()
