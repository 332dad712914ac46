"""The acts of a session of the special acceptance: held, filled in, signed, reported (Article 16).

The session belongs to one application of the parties' own. Each change is a new revision, under
which nobody has signed yet. The gate decides at the act that closes the application; its failure is
kept with what was unmet, and a later session starts from the open points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, held_on
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.matters.parties import acting_for, roles_in

from ..law import law_of
from ..models import Acceptance, AcceptanceItem, Application, Attendance, Project, Signature
from ..models.acceptance import Comparison, Result
from ..recording import recorded
from . import prefill
from .reading import asks_session, is_decided, previous, progress


@dataclass(frozen=True)
class Point:
    """One point as it is filled in; `pk` None for a new one. `dropped` takes it out."""

    pk: int | None
    comparison: str
    what: str
    required: str = ""
    found: str = ""
    result: str = ""
    note: str = ""
    dropped: bool = False


@dataclass(frozen=True)
class Presence:
    """Whether one of the four takes part, and by whom."""

    present: bool | None
    people: str = ""


def hold(actor: Actor, application: Application, *, held_on: date, place: str = "") -> Acceptance:
    """Hold a session for an application. Raises ValidationError where the gate asks for none, one is
    held already, the application is closed, or the day lies ahead."""
    project = application.project
    if project is None:
        raise ValidationError(_("A special acceptance is of a project."))
    with recorded(actor, project, "hold_acceptance") as event:
        gate = law_of(project.area).edition.gate(application.gate)
        application.matter.refresh_from_db()
        if not asks_session(gate) or application.matter.closed_at is not None:
            raise ValidationError(_("No special acceptance is asked for here now."))
        if Acceptance.objects.filter(application=application).exists():
            raise ValidationError(_("The session of this application is held already."))
        check_past(held_on=held_on)
        session = Acceptance.objects.create(
            project=project,
            application=application,
            follows=previous(project, application.gate),
            held_on=held_on,
            place=place,
            opened_by=actor.user,
        )
        AcceptanceItem.objects.bulk_create(prefill.items(session))
        Attendance.objects.bulk_create(_invited(session, project))
        event.note(session=session.pk, held_on=held_on, gate=application.gate)
        event.note(follows=session.follows_id)
    return session


def write(
    actor: Actor,
    session: Acceptance,
    *,
    held_on: date,
    place: str,
    star: int | None,
    findings: str,
    attendance: Mapping[str, Presence],
) -> None:
    """Fill in day, place, star, findings and who takes part; signatures given before are void."""
    with recorded(actor, session.project, "write_acceptance") as event:
        _fresh(session)
        _check_open(session)
        check_past(held_on=held_on)
        session.held_on, session.place, session.star = held_on, place, star
        session.findings = findings
        for row in session.attendance.all():
            if row.role in attendance:
                row.present, row.people = attendance[row.role].present, attendance[row.role].people
                row.save(update_fields=["present", "people"])
        _revise(session, "held_on", "place", "star", "findings")
        event.note(session=session.pk, revision=session.revision, star=star, held_on=held_on)
        event.note(present={role: one.present for role, one in attendance.items()})
        event.personal(people={role: one.people for role, one in attendance.items()})


def write_points(actor: Actor, session: Acceptance, points: Iterable[Point]) -> None:
    """Fill in some points of the checklist; signatures given before are void."""
    with recorded(actor, session.project, "write_acceptance") as event:
        _fresh(session)
        _check_open(session)
        rows = {row.pk: row for row in session.items.all()}
        said = []
        for point in points:
            _check_point(point, rows)
            row = rows[point.pk] if point.pk else AcceptanceItem(acceptance=session)
            said.append(_put(row, point))
        _revise(session)
        event.note(session=session.pk, revision=session.revision, points=said)


def sign(
    actor: Actor,
    session: Acceptance,
    role: PartyRole,
    *,
    seen: str,
    agrees: bool,
    reason: str = "",
) -> Signature:
    """Sign what the session says, in favour or with the reason of a dissent. `seen` is the hash of
    what the signer read; a content changed since is refused, to be read again."""
    with recorded(actor, session.project, "sign_acceptance") as event:
        _fresh(session)
        _check_open(session)
        if role not in ACCEPTING_PARTIES or role not in roles_in(actor, session.project.matter):
            raise PermissionDenied(_("You sign for the party you act for alone."))
        if lacks := progress(session).missing:
            raise ValidationError([_("Missing: %(what)s.") % {"what": one} for one in lacks])
        if seen != session.content_hash:
            raise ValidationError(_("The session was changed meanwhile: read it again, then sign."))
        if not agrees and not reason.strip():
            raise ValidationError({"reason": _("Say what you dissent from.")})
        if session.attendance.filter(role=role, present=False).exists():
            raise ValidationError(_("Your party is on record as not taking part."))
        signature = Signature.objects.create(
            acceptance=session,
            role=role,
            organisation=acting_for(actor, session.project.matter, [role]),
            signed_by=actor.user,
            agrees=agrees,
            reason="" if agrees else reason,
            content_hash=session.content_hash,
        )
        event.note(session=session.pk, role=role, agrees=agrees, content=session.content_hash)
        event.note(reason=signature.reason)
    return signature


def _put(row: AcceptanceItem, point: Point) -> list[str]:
    if point.dropped:
        row.delete()
        return ["-", point.what]
    if row.pk is None:
        row.comparison, row.what = Comparison(point.comparison), point.what.strip()
    row.required, row.found, row.note = point.required, point.found, point.note
    row.result = point.result
    row.save()
    return [row.what, row.found, row.result]


def _check_point(point: Point, rows: Mapping[int, AcceptanceItem]) -> None:
    if point.pk is not None and point.pk not in rows:
        raise ValidationError(_("This point is no longer in the session: load the page again."))
    if point.result not in Result.values or point.comparison not in Comparison.values:
        raise ValidationError(_("A point is met, not met or not checked."))
    if point.pk is None and not point.what.strip():
        raise ValidationError(_("A new point says what was compared."))
    if point.dropped and point.pk is not None and rows[point.pk].open_point:
        raise ValidationError(_("An open point of the last session is settled, never taken out."))
    if point.result == Result.NOT_MET and not (point.found.strip() or point.note.strip()):
        raise ValidationError(
            _("“%(what)s” is not met: say what was found.") % {"what": point.what}
        )


def _fresh(session: Acceptance) -> None:
    """Read anew what other acts wrote before this one had the lock."""
    session.refresh_from_db()
    session.application.matter.refresh_from_db()
    session._prefetched_objects_cache = {}
    session.__dict__.pop("chapter_at", None)


def _revise(session: Acceptance, *fields: str) -> None:
    session.revision += 1
    session.save(update_fields=["revision", *fields])


def _check_open(session: Acceptance) -> None:
    if is_decided(session):
        raise ValidationError(_("The session is closed: hold a new one on a new application."))


def _invited(session: Acceptance, project: Project) -> list[Attendance]:
    """The four parties, each with the organisation that takes part in the project today."""
    today = timezone.localdate()
    rows = project.matter.parties.filter(held_on(today), role__in=ACCEPTING_PARTIES)
    first = {row.role: row.organisation_id for row in rows.order_by("-pk")}
    return [
        Attendance(acceptance=session, role=role, organisation_id=first.get(role))
        for role in ACCEPTING_PARTIES
    ]
