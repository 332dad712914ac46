"""Projects on their way from the land to the keys: where each stands, and what is owed (Articles 12 to 19)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from greenward.bureau.casework.words import in_language
from greenward.bureau.construction import selectors
from greenward.bureau.construction.course import Leg
from greenward.bureau.construction.models import Decision, Project
from greenward.bureau.construction.owed import Item, owed

from .buildings import AreaOut
from .door import PROBLEMS, Number, Pages, Text, actor_for

router = Router(tags=["projects"])


class ProjectOut(Schema):
    """`next_gate` is the first gate not passed ("" when all are), `next_step` how it stands with it;
    `floor_area` in m², as text with its decimals; `matter` the number of its matter."""

    id: int
    code: str
    name: str
    area: AreaOut
    developer: str
    function: str
    floor_area: Decimal | None
    regime_on: date
    next_gate: str
    next_step: str
    opened_at: datetime
    matter: int

    @staticmethod
    def resolve_developer(row: Project) -> str:
        return row.developer.name

    @staticmethod
    def resolve_matter(row: Project) -> int:
        return row.matter_id


class DecisionOut(Schema):
    """The newest decision of a gate; `stands` while the gate is passed by it."""

    granted: bool
    decided_on: date
    number: str
    authority: str
    stands: bool
    unmet: list[str]


class LegOut(Schema):
    """One gate of the course; `missing` names the facts that keep its answer open."""

    gate: str
    article: str
    title: str
    step: str
    missing: list[str]
    unmet: list[str]
    decision: DecisionOut | None

    @staticmethod
    def resolve_gate(leg: Leg) -> str:
        return leg.gate.id

    @staticmethod
    def resolve_article(leg: Leg) -> str:
        return leg.gate.article

    @staticmethod
    def resolve_title(leg: Leg) -> str:
        return in_language(leg.gate.title)

    @staticmethod
    def resolve_missing(leg: Leg) -> list[str]:
        return list(leg.hearing.missing)

    @staticmethod
    def resolve_unmet(leg: Leg) -> list[str]:
        return [found.ground.id for found in leg.hearing.unmet]

    @staticmethod
    def resolve_decision(leg: Leg) -> Decision | None:
        return leg.decision


class OwedOut(Schema):
    """Something owed: by whom in words, whether by the client's own party or post, until when."""

    what: str
    who: str
    mine: bool
    later: bool
    state: str | None
    due_on: date | None

    @staticmethod
    def resolve_what(item: Item) -> str:
        return str(item.what)

    @staticmethod
    def resolve_who(item: Item) -> str:
        return str(item.who)

    @staticmethod
    def resolve_state(item: Item) -> str | None:
        return item.state.name.lower() if item.state else None

    @staticmethod
    def resolve_due_on(item: Item) -> date | None:
        return item.due.day


class ProjectWhole(ProjectOut):
    """`facts` are in the law's unit and scale: areas 0.01 m², money fen, days as ordinals."""

    facts: dict[str, bool | int]
    course: list[LegOut]
    owed: list[OwedOut]


@router.get("/projects", response={200: list[ProjectOut], **PROBLEMS}, summary="Projects")
@paginate(Pages)
def projects(
    request: HttpRequest, text: Text = "", area: Text = "", gate: Text = "", step: Text = ""
) -> QuerySet[Project]:
    """The projects the client sees, the newest first. `text` is part of a name, a number or a
    developer's name, `area` a division code with everything inside it, `gate` the next gate and
    `step` how it stands with it."""
    asked = selectors.Asked(text=text, gate=gate, step=step)
    found = selectors.matching(_seen(request), asked)
    if area:
        found = found.filter(Q(area__code=area) | Q(area__path__contains=f"/{area}/"))
    return found.order_by("-opened_at", "-pk")


@router.get("/projects/{number}", response={200: ProjectWhole, **PROBLEMS}, summary="One project")
def project(request: HttpRequest, number: Number) -> Any:
    """One project with its course, gate by gate, what is known of it and what is owed now."""
    row = get_object_or_404(_seen(request), pk=number)
    found = owed(request.actor, [row])
    row.course = found[0].legs if found else ()
    row.owed = found[0].items if found else ()
    return row


def _seen(request: HttpRequest) -> QuerySet[Project]:
    return selectors.projects(actor_for(request, "see_matters"))
