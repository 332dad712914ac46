"""Requests for what is missing: one typed list of everything missing; the authority's clock stops until
the party has answered, unless the kind says that it runs on (Administrative Licensing Law, Article 32,
Item 4).

Answers are drafted in place, item by item; answering gives all of them at once and the clock goes
on. A second request asks only for what the answer raised newly, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.accounts.permissions import ACTS
from greenward.law import clocks as law

from ..models import Clock, Filing, Matter, Request, RequestItem, Task
from . import clocks, kinds, tasks
from .parties import present
from .steps import beside

ANSWER = "answer_request"


class Item(NamedTuple):
    """One thing that is missing: its type, the document, field or fact in words, the article."""

    type: str
    what: str
    article: str = ""


class Answer(NamedTuple):
    text: str
    filing: Filing | None = None


def ask(
    actor: Actor,
    matter: Matter,
    *,
    items: Iterable[Item],
    of: PartyRole,
    due_on: date | None = None,
    why_again: str = "",
) -> Request:
    """Ask a party for everything missing, in one list; the authority's running clocks stop today.

    `due_on` is the officer's: the law gives no number. Raises ValidationError for an empty list,
    for a request while one is open, for a second one without its reason.
    """
    items = tuple(items)
    with beside(actor, matter, "request_correction") as event:
        _check(matter, items, due_on, why_again)
        found = Request.objects.create(
            matter=matter, due_on=due_on, why_again=why_again, asked_by=actor.user
        )
        RequestItem.objects.bulk_create(
            RequestItem(request=found, type=i.type, what=i.what, article=i.article) for i in items
        )
        found.clocks.set(_suspend(actor, matter))
        Task.objects.bulk_create(_tasks(matter, of, due_on))
        event.note(request=found.pk, items=[i.what for i in items], of=of, due_on=due_on)
        if why_again:
            event.note(why_again=why_again)
        kinds.named(matter.kind).on_asked(actor, matter, found)
    return found


def draft(actor: Actor, matter: Matter, *, answers: Mapping[int, Answer]) -> None:
    """Keep what is answered so far; the authority sees it only once it is answered."""
    with beside(actor, matter, "draft_answer") as event:
        event.note(request=_write(_open(matter), answers).pk)


def answer(actor: Actor, matter: Matter, *, answers: Mapping[int, Answer]) -> None:
    """Answer the open request; every item needs a text or a document. The clocks go on today."""
    with beside(actor, matter, ANSWER) as event:
        found = _write(_open(matter), answers)
        bare = [item.what for item in found.items.all() if not (item.answer or item.filing_id)]
        if bare:
            raise ValidationError(
                _("Not answered yet: %(items)s. Write a line or add a document for each.")
                % {"items": "; ".join(bare)}
            )
        found.answered_at, found.answered_by = timezone.now(), actor.user
        found.save(update_fields=["answered_at", "answered_by"])
        _go_on(actor, found)
        tasks.done(actor, matter, ANSWER)
        event.note(request=found.pk, due_on=_due(found))


def hand_on(matter: Matter, earlier: Organisation, later: Organisation) -> None:
    """Let an open request of a matter, or of one inside it, be answered by whoever follows the party."""
    inside = kinds.named(matter.kind).inside
    waiting = Task.objects.filter(act=ANSWER, organisation=earlier, closed_at=None)
    waiting.filter(matter__in=[matter, *(inside(matter) if inside else ())]).update(
        organisation=later
    )


def withdraw(actor: Actor, matter: Matter, *, remark: str = "") -> None:
    """Ask no longer; the clocks go on today."""
    with beside(actor, matter, "withdraw_request") as event:
        found = _open(matter)
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        _go_on(actor, found)
        tasks.dropped(matter, ANSWER)
        event.note(request=found.pk, due_on=_due(found))
        event.personal(remark=remark)


def known(matter: Matter) -> list[Item]:
    """What the room of the matter's kind knows to be missing."""
    missing = kinds.named(matter.kind).missing
    return list(missing(matter)) if missing else []


def on_record(matter: Matter, asked: Sequence[RequestItem]) -> Mapping[int, str]:
    """What the room of the matter's kind has on record by now of what was asked for, by line."""
    found = kinds.named(matter.kind).on_record
    return found(matter, asked) if found else {}


def earlier(matter: Matter) -> bool:
    """Whether the party was asked before: another request then says what the answer raised."""
    return Request.objects.filter(matter=matter, answered_at__isnull=False).exists()


def _check(matter: Matter, items: tuple[Item, ...], due_on: date | None, why_again: str) -> None:
    if not items:
        raise ValidationError(_("Name at least one thing that is missing."))
    if due_on and due_on <= timezone.localdate():
        raise ValidationError(_("The day to answer by must lie after today."))
    if Request.objects.filter(matter=matter, answered_at=None, withdrawn_at=None).exists():
        raise ValidationError(
            _("A request is open. Withdraw it to ask for something else, all in one list.")
        )
    if earlier(matter) and not why_again.strip():
        raise ValidationError(
            _(
                "Everything missing belongs in one list. Another request may ask only for what the "
                "answer raised newly: say what that is."
            )
        )


def _tasks(matter: Matter, of: PartyRole, due_on: date | None) -> list[Task]:
    found = tasks.tasks_for(matter, ANSWER, of, of_state=False, due_on=due_on)
    if not found:
        raise ValidationError(
            _("Nobody takes part in this matter as %(role)s today.") % {"role": of.label}
        )
    return found


def _suspend(actor: Actor, matter: Matter) -> list[Clock]:
    """Stop the clocks under which a post has to act; the party's own time runs on."""
    own = Task.objects.filter(matter=matter, closed_at__isnull=True).exclude(role="")
    running = Clock.objects.filter(matter=matter, stopped_on=None, pk__in=own.values("clock"))
    running = running.exclude(name__in=kinds.named(matter.kind).runs_on)
    stopped = []
    for clock in running:
        if clock.due_on and clock.due_on >= timezone.localdate():  # one that is over stays over
            event = law.suspend(timezone.localdate(), _("asked for what is missing"), actor.name)
            clocks.record(actor, clock, event)
            stopped.append(clock)
    return stopped


def _go_on(actor: Actor, request: Request) -> None:
    reason = _("request answered") if request.answered_at else _("request withdrawn")
    for clock in request.clocks.filter(stopped_on__isnull=True):
        clocks.record(actor, clock, law.resume(timezone.localdate(), reason, actor.name))


def _open(matter: Matter) -> Request:
    found = Request.objects.filter(matter=matter, answered_at=None, withdrawn_at=None).first()
    if found is None:
        raise ValidationError(_("No request for what is missing is open."))
    return found


def _write(request: Request, answers: Mapping[int, Answer]) -> Request:
    changed = []
    for item in request.items.all():
        if given := answers.get(item.pk):
            item.answer = given.text
            item.filing = given.filing or item.filing
            changed.append(item)
    RequestItem.objects.bulk_update(changed, ["answer", "filing"])
    return request


def _due(request: Request) -> date | None:
    due = [clock.due_on for clock in request.clocks.all() if clock.due_on]
    return min(due, default=None)


def asked_roles(matter: Matter) -> list[PartyRole]:
    """Which parties of the matter may be asked today."""
    roles = {PartyRole(party.role) for party in present(matter)}
    return [role for role in PartyRole if role in roles & ACTS[ANSWER].parties]
