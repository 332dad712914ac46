"""Matters, and the inbox: what waits for the client's post or company."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from greenward.bureau.casework.inbox import Inbox
from greenward.bureau.casework.matters.naming import state_words
from greenward.bureau.casework.matters.reading import Standing
from greenward.bureau.casework.models import Matter, Party, Task
from greenward.bureau.casework.words import act_name

from .buildings import AreaOut
from .door import PROBLEMS, Number, Pages, Text, actor_for

router = Router(tags=["matters"])


class MatterOut(Schema):
    """`state` is the word of its kind, `state_name` the same in the language asked for."""

    id: int
    number: str
    kind: str
    title: str
    area: AreaOut
    subject_type: str
    subject_id: str
    state: str
    state_name: str
    opened_at: datetime
    closed_at: datetime | None

    @staticmethod
    def resolve_state_name(row: Matter) -> str:
        return str(state_words(row.kind, row.state))


class TaskOut(Schema):
    """Something to be done: `act` by holders of the post `role`, by an organisation or a person."""

    act: str
    name: str
    role: str
    organisation: str | None
    since: datetime
    due_on: date | None

    @staticmethod
    def resolve_name(row: Task) -> str:
        return act_name(row.act)

    @staticmethod
    def resolve_organisation(row: Task) -> str | None:
        return row.organisation.name if row.organisation else None


class InboxOut(TaskOut):
    matter: MatterOut


class ClockOut(Schema):
    name: str
    article: str
    length: int
    count: str
    due_on: date | None
    provisional: bool


class PartyOut(Schema):
    role: str
    organisation: str | None
    first_day: date
    last_day: date | None

    @staticmethod
    def resolve_organisation(row: Party) -> str | None:
        return row.organisation.name if row.organisation else None


class ItemOut(Schema):
    type: str
    what: str
    article: str


class RequestOut(Schema):
    """A request for what is missing; open while neither answered nor withdrawn."""

    id: int
    asked_at: datetime
    due_on: date | None
    answered_at: datetime | None
    withdrawn_at: datetime | None
    items: list[ItemOut]

    @staticmethod
    def resolve_items(row: Any) -> list[Any]:
        return list(row.items.all())


class MatterWhole(MatterOut):
    parties: list[PartyOut]
    tasks: list[TaskOut]
    clocks: list[ClockOut]
    requests: list[RequestOut]

    @staticmethod
    def resolve_parties(row: Any) -> list[Party]:
        return list(row.parties.select_related("organisation").order_by("pk"))

    @staticmethod
    def resolve_tasks(row: Any) -> list[Task]:
        return row.standing.tasks

    @staticmethod
    def resolve_clocks(row: Any) -> list[Any]:
        return row.standing.running

    @staticmethod
    def resolve_requests(row: Any) -> list[Any]:
        return row.standing.requests


@router.get("/matters", response={200: list[MatterOut], **PROBLEMS}, summary="Matters")
@paginate(Pages)
def matters(
    request: HttpRequest, kind: Text = "", state: Text = "", open: bool | None = None
) -> QuerySet[Matter]:
    """The matters the client sees, the newest first; `open` keeps those open or those closed."""
    actor = actor_for(request, "see_matters")
    found = Matter.objects.visible_to(actor).select_related("area").order_by("-pk")
    asked = {"kind": kind, "state": state}
    found = found.filter(**{name: value for name, value in asked.items() if value})
    return found if open is None else found.filter(closed_at__isnull=open)


@router.get("/matters/{number}", response={200: MatterWhole, **PROBLEMS}, summary="One matter")
def matter(request: HttpRequest, number: Number) -> Any:
    """One matter with its parties, open tasks, running clocks and requests for what is missing."""
    actor = actor_for(request, "see_matters")
    seen = Matter.objects.visible_to(actor).select_related("area", "officer")
    found = get_object_or_404(seen, pk=number)
    found.standing = Standing(actor, found)
    return found


@router.get("/inbox", response={200: list[InboxOut], **PROBLEMS}, summary="What waits")
@paginate(Pages)
def inbox(request: HttpRequest) -> QuerySet[Task]:
    """What waits for the client's post or company, what is due first first."""
    actor = actor_for(request, "see_inbox")
    mine = Inbox(actor).mine().select_related("matter__area", "organisation")
    return mine.order_by("due_on", "pk")
