"""Service of issued letters: each attempt with its proof; the recorded day starts what follows.

Penalty Law, Article 61, and Civil Procedure Law, Articles 87 to 95. An attempt counts once its
proof is on file; in the inbox, which needs a signed consent in force on the day, it counts at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import Event
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.matters import calendars, tasks
from greenward.bureau.casework.matters import kinds as matter_kinds
from greenward.bureau.casework.matters.steps import beside
from greenward.bureau.casework.models import Filing, Task
from greenward.bureau.casework.models.filings import Label
from greenward.law.national.procedure import step, window

from . import consents, filing, outbox
from .kinds import named
from .models import Attempt, Letter, Method

BEGIN, SERVE, CONFIRM = "begin_service", "serve_letter", "confirm_letter"


class Way(NamedTuple):
    """How an attempt is made: what its method asks for."""

    method: Method
    begun_on: date
    receiver: str = ""
    place: str = ""
    witnesses: str = ""
    tracking: str = ""
    note: str = ""


NEEDS: dict[Method, tuple[str, ...]] = {
    Method.INBOX: (),
    Method.HAND: ("receiver",),
    Method.LEFT: ("place", "witnesses"),
    Method.POST: ("tracking",),
    Method.AUTHORITY: ("receiver",),
    Method.NOTICE: ("place", "note"),
}
"""What must be said of each method: of a notice, where it was published and why."""


def in_inbox(actor: Actor, letter: Letter) -> Attempt:
    """Serve a letter in the addressee's inbox here: served today, the day it reaches it.

    Raises ValidationError without a signed consent in force today.
    """
    today = timezone.localdate()
    with _serving(actor, letter, SERVE) as (locked, event):
        consent = consents.in_force(locked.party, today)
        if consent is None:
            raise ValidationError(
                _(
                    "The party has no signed consent on file that is in force today. Serve it on paper."
                )
            )
        attempt = Attempt.objects.create(
            letter=locked,
            method=Method.INBOX,
            begun_on=today,
            consent=consent,
            begun_by=actor.user,
        )
        _ask_to_confirm(locked)  # before the hook, which may close the matter and all that waits
        outbox.copy_of(locked, consent)
        _served(actor, locked, attempt, today, event)
    return attempt


def begin(actor: Actor, letter: Letter, way: Way, proof: Upload | None = None) -> Attempt:
    """Begin an attempt on paper or by notice; `complete` or `fail` ends it.

    A proof already at hand, such as the page with the notice, is filed at once.
    """
    if way.method is Method.INBOX:
        raise ValidationError(_("Service in the inbox needs no attempt of its own."))
    _check_way(letter, way)
    with _serving(actor, letter, BEGIN) as (locked, event):
        attempt = Attempt.objects.create(
            letter=locked,
            **way._asdict(),
            not_before=_not_before(way),
            proof=_filed(actor, locked, proof),
            begun_by=actor.user,
        )
        tasks.done(actor, locked.matter, BEGIN, note=locked.number)
        ask(locked, SERVE, attempt.not_before)
        event.note(attempt=attempt.pk, method=way.method, begun_on=way.begun_on)
    return attempt


def complete(
    actor: Actor, attempt: Attempt, *, served_on: date | None = None, proof: Upload | None = None
) -> Attempt:
    """Record that an attempt succeeded, with the proof; the recorded day starts what follows.

    Of a public notice the day is the law's. Raises ValidationError: no proof, a day that cannot be.
    """
    with _serving(actor, attempt.letter, SERVE) as (letter, event):
        found = _open_attempt(attempt)
        found.proof = _filed(actor, letter, proof) or found.proof
        if found.proof is None:
            raise ValidationError(
                {"proof": _("Add the proof: without it nothing counts as served.")}
            )
        day = _day_of(found, letter, served_on)
        _served(actor, letter, found, day, event)
    return found


def fail(actor: Actor, attempt: Attempt, *, because: str, proof: Upload | None = None) -> Attempt:
    """Record that an attempt failed, and why; another one is then to be made."""
    if not because.strip():
        raise ValidationError({"because": _("Say why it failed.")})
    with _serving(actor, attempt.letter, "fail_service") as (letter, event):
        found = _open_attempt(attempt)
        found.proof = _filed(actor, letter, proof) or found.proof
        found.failed_because = because.strip()
        _end(actor, found, Attempt.State.FAILED)
        tasks.dropped(letter.matter, SERVE, note=letter.number)
        ask(letter, BEGIN, None)
        event.note(attempt=found.pk, method=found.method, because=found.failed_because)
    return found


@contextmanager
def _serving(actor: Actor, letter: Letter, name: str) -> Iterator[tuple[Letter, Event]]:
    """An act of service on a letter still to be served, beside its matter, under its lock."""
    with beside(actor, letter.matter, name) as event:
        locked = Letter.objects.select_for_update(of=("self",)).select_related("party", "filing")
        found = locked.get(pk=letter.pk)
        found.matter = letter.matter
        if not found.is_issued or not named(found.kind).served:
            raise ValidationError(
                _("Only an issued letter of a kind that is served can be served.")
            )
        if found.attempts.filter(state=Attempt.State.SERVED).exists():
            raise ValidationError(_("It is served already."))
        if name == BEGIN and found.attempts.filter(state=Attempt.State.UNDER_WAY).exists():
            raise ValidationError(_("An attempt is under way: record first how it ended."))
        event.note(letter=found.pk, number=found.number)
        yield found, event


def _served(actor: Actor, letter: Letter, attempt: Attempt, day: date, event: Event) -> None:
    attempt.served_on = day
    _end(actor, attempt, Attempt.State.SERVED)
    kind = named(letter.kind)
    Filing.objects.filter(pk=letter.filing_id).update(label=kind.sides)
    tasks.done(actor, letter.matter, BEGIN, note=letter.number)
    tasks.done(actor, letter.matter, SERVE, note=letter.number)
    event.note(attempt=attempt.pk, method=attempt.method, served_on=day)
    kind.on_served(actor, letter, day)


def _end(actor: Actor, attempt: Attempt, state: Attempt.State) -> None:
    attempt.state, attempt.ended_by, attempt.ended_at = state, actor.user, timezone.now()
    attempt.save()


def _open_attempt(attempt: Attempt) -> Attempt:
    found = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if not found.is_open:
        raise ValidationError(_("This attempt has ended already."))
    return found


def _day_of(attempt: Attempt, letter: Letter, served_on: date | None) -> date:
    """The day an attempt counts: the law's for a notice, else the day on the proof."""
    today = timezone.localdate()
    if attempt.not_before:
        if today < attempt.not_before:
            raise ValidationError(
                _("The notice counts as service from %(day)s.") % {"day": attempt.not_before}
            )
        return attempt.not_before
    if served_on is None:
        raise ValidationError({"served_on": _("Enter the day on the proof.")})
    if not attempt.begun_on <= served_on <= today:
        raise ValidationError(
            {"served_on": _("The day lies between the beginning of the attempt and today.")}
        )
    return served_on


def _check_way(letter: Letter, way: Way) -> None:
    missing = {name: _("This is needed for this way of service.") for name in NEEDS[way.method] if not getattr(way, name).strip()}  # fmt: skip
    if missing:
        raise ValidationError(missing)
    if letter.issued_on and not letter.issued_on <= way.begun_on <= timezone.localdate():
        raise ValidationError({"begun_on": _("The day lies between the issue and today.")})


def _not_before(way: Way) -> date | None:
    """Of a public notice the first day on which it counts as service."""
    if way.method is not Method.NOTICE:
        return None
    found = window(step("public_notice"), way.begun_on, calendars.calendar())
    return found.first if found else None


def _filed(actor: Actor, letter: Letter, proof: Upload | None) -> Filing | None:
    if proof is None:
        return None
    document = filing.keep_upload(actor, proof)
    title = _("Proof of service of %(number)s") % {"number": letter.number}
    return filing.file(
        actor, letter.matter, document, kind=filing.PROOF, title=title, label=Label.INTERNAL
    )


def ask(letter: Letter, name: str, due_on: date | None) -> None:
    """A task of whoever handles the matter, about this letter."""
    handler = matter_kinds.named(letter.matter.kind).handler
    rows = tasks.tasks_for(
        letter.matter, name, handler, of_state=False, due_on=due_on, note=letter.number
    )
    Task.objects.bulk_create(rows)


def _ask_to_confirm(letter: Letter) -> None:
    """A line in the addressee's inbox: read it and confirm."""
    Task.objects.create(
        matter=letter.matter,
        act=CONFIRM,
        organisation_id=letter.party.organisation_id,
        user_id=letter.party.user_id,
        officer_id=letter.matter.officer_id,
        of_state=False,
        note=letter.number,
    )
