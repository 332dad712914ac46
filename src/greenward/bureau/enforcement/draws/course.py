"""The course of a draw as its page shows it: the steps, which is next, who does it, with which button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.words import act_name
from greenward.web.numbers import iso

from .kinds import DRAW
from .models import Draw
from .reading import sources_of

ORDER = ("plan_draw", "freeze_draw", "enter_randomness", "confirm_randomness", "reveal_draw", "publish_draw", "close_draw")  # fmt: skip
NEXT = {
    "planned": "freeze_draw",
    "frozen": "enter_randomness",
    "entered": "confirm_randomness",
    "compared": "reveal_draw",
    "drawn": "publish_draw",
    "published": "close_draw",
}
URLS = {
    "plan_draw": "draws:plan",
    "freeze_draw": "draws:freeze",
    "enter_randomness": "draws:enter",
    "confirm_randomness": "draws:enter",
    "reveal_draw": "draws:reveal",
    "publish_draw": "draws:publish",
    "substitute_draw": "draws:substitute",
    "close_draw": "draws:close",
    "abandon_draw": "draws:abandon",
}
CHANGE = gettext_lazy("Change the plan")
FORMS = frozenset({"plan_draw", "enter_randomness", "confirm_randomness", "substitute_draw", "abandon_draw"})  # fmt: skip
"""Acts that have a form of their own; the others are done by their button."""


@dataclass(frozen=True)
class Step:
    """One line of the course; `status` is ``done``, ``next`` or empty."""

    title: str
    status: str
    hint: str = ""


@dataclass(frozen=True)
class Offer:
    act: str
    label: Any
    url: str
    form: bool


@dataclass(frozen=True)
class Course:
    steps: list[Step]
    next: str
    """The act that is next; empty at the end."""
    waits_for: str
    """Who does it, in words."""
    hint: str
    offers: list[Offer]
    """What this actor can do now, the next act first."""
    apart: bool
    """Whether four eyes alone keep the actor from the next act."""

    @property
    def mine(self) -> bool:
        """Whether the next act is this actor's to do."""
        return any(one.act == self.next for one in self.offers)

    @property
    def may_substitute(self) -> bool:
        return any(one.act == "substitute_draw" for one in self.offers)


def course(actor: Actor, draw: Draw, events: list[AuditEvent], agree: bool, inside: bool) -> Course:
    """Where a draw stands. `events` is all that was done in it, `inside` whether the actor's post
    is about it, `agree` whether the values entered are the same; no query."""
    state, acts = draw.matter.state, {one.act: one for one in events}
    done = {one.act for one in events if actor.user and one.actor_id == actor.user.pk}
    able = [act for act in URLS if inside and _fits(actor, draw, act, agree)]
    mine = [act for act in able if not ACTS[act].not_by & done]
    upcoming = "enter_randomness" if state == "compared" and not agree else NEXT.get(state, "")
    mine.sort(key=lambda act: act != upcoming)
    return Course(
        [_step(act, draw, acts, upcoming, inside) for act in ORDER],
        upcoming,
        _who(upcoming),
        _hint(draw, upcoming),
        [
            Offer(
                act,
                CHANGE if act == "plan_draw" else act_name(act),
                reverse(URLS[act], args=[draw.pk]),
                act in FORMS,
            )
            for act in mine
        ],
        upcoming in able and upcoming not in mine,
    )


def _fits(actor: Actor, draw: Draw, act: str, agree: bool) -> bool:
    row = DRAW.transition(act)
    if row is None or draw.matter.state not in row.source:
        return False
    if draw.matter.state == "compared" and act == ("enter_randomness" if agree else "reveal_draw"):
        return False
    if act in ("enter_randomness", "confirm_randomness") and timezone.now() < _last(draw):
        return False
    return actor.may(act, draw.matter.area.path)


def _last(draw: Draw) -> Any:
    return max(one.at for one in sources_of(draw))


def _step(act: str, draw: Draw, acts: dict[str, AuditEvent], upcoming: str, inside: bool) -> Step:
    at = ORDER.index(act)
    reached = draw.matter.state == "closed" or (upcoming and at < ORDER.index(upcoming))
    event, title = acts.get(act), _label(act)
    if reached and event:
        return Step(title, "done", iso(event.at) + (f" · {event.actor_name}" if inside else ""))
    return Step(title, "next", _who(act)) if act == upcoming else Step(title, "")


def _label(act: str) -> str:
    name = act_name(act)
    return name[:1].upper() + name[1:]


def _who(act: str) -> str:
    if not act:
        return ""
    return " / ".join(str(role.label) for role in type(next(iter(ACTS[act].posts))) if role in ACTS[act].posts)  # fmt: skip


def _hint(draw: Draw, upcoming: str) -> str:
    """What the next act is about, in a sentence for whoever does it."""
    last = timezone.localtime(_last(draw)).strftime("%Y-%m-%d %H:%M")
    return {
        "freeze_draw": _(
            "Read the pool. Freezing publishes it with a commitment; after that nothing of it can "
            "be changed by anybody."
        ),
        "enter_randomness": _(
            "From %(at)s on: enter what the sources announced, and file the evidence."
        )
        % {"at": last},
        "confirm_randomness": _(
            "Somebody else enters the values from the source itself, without seeing the first entry."
        ),
        "reveal_draw": _(
            "Both entries are the same. The code is revealed and the result computed."
        ),
        "publish_draw": _(
            "The result is checked with the public verifier and put before everybody."
        ),
        "close_draw": _(
            "Close the draw when the inspections are done; then nothing is substituted."
        ),
    }.get(upcoming, "")
