"""Reads of draws: the list a person sees, one draw, and how far it has come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.visibility import visible
from greenward.bureau.casework.models import Matter
from greenward.trust.draw import Chosen, Quota, Result, Skip

from .kinds import DRAW
from .models import Draw

LISTED = (
    "purpose", "article", "frozen_at", "drawn_at", "published_at", "sources",
    "matter__number", "matter__state", "matter__area",
)  # fmt: skip


def listed(actor: Actor) -> QuerySet[Draw]:
    """The draws an actor may see, newest first, without their pools; one query."""
    found = Draw.objects.visible_to(actor).select_related("matter__area")
    return found.only(
        *LISTED, *(f"matter__area__{name}" for name in ("name_zh", "name_en", "code"))
    )


def one(actor: Actor) -> QuerySet[Draw]:
    """Draws an actor may see; `inside`: by their post, and so with the result before it is public."""
    own = Matter.objects.filter(visible(actor), pk=OuterRef("pk"))
    found = Draw.objects.visible_to(actor).select_related("matter__area")
    return found.annotate(inside=Exists(own))


def state_label(draw: Draw) -> Any:
    return DRAW.states[draw.matter.state].label


@dataclass(frozen=True)
class Stratum:
    name: str
    targets: int
    quota: Quota
    asked: int


def strata(pool: dict[str, Any]) -> list[Stratum]:
    """Each stratum of a pool: its targets, its quota, and how many that is."""
    sizes = Counter(one["stratum"] for one in pool["targets"])
    quotas = {name: Quota.read(one) for name, one in pool["quota"].items()}
    return [
        Stratum(name, sizes[name], quotas[name], quotas[name].of(sizes[name]))
        for name in sorted(quotas)
    ]


@dataclass(frozen=True)
class Line:
    """One target that is drawn: its place in the order of work, and whom the order passed over."""

    place: int
    chosen: Chosen
    name: str
    district: str
    round: int
    passed: tuple[Skip, ...]


def lines(
    pool: dict[str, Any],
    standing: Iterable[Chosen],
    results: Iterable[Result],
    round_of: dict[str, int],
) -> list[Line]:
    """What stands after all rounds, in the order it was drawn."""
    about = {one["id"]: one for one in pool["targets"]}
    passed: defaultdict[str, list[Skip]] = defaultdict(list)
    for result in results:
        for skip in result.skipped:
            if skip.inspector:
                passed[skip.target].append(skip)
    return [
        Line(
            place,
            one,
            about[one.target].get("name", ""),
            about[one.target]["district"],
            round_of.get(one.target, 1),
            tuple(passed[one.target]),
        )
        for place, one in enumerate(standing, start=1)
    ]


def first_source(draw: Draw) -> datetime | None:
    return min((datetime.fromisoformat(one["at"]) for one in draw.sources), default=None)
