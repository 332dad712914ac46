"""What things of a matter are called: its kind and state, its clocks, what it is about."""

from __future__ import annotations

from greenward.law.language import LawError
from greenward.law.national import procedure

from ..models import Clock, Matter
from ..words import ACTS, act_name, in_language
from . import kinds


def kind_words(name: str) -> str:
    return str(kinds.named(name).title)


def state_words(kind: str, state: str) -> str:
    found = kinds.named(kind).states.get(state)
    return str(found.label) if found else state


def state_of(matter: Matter) -> str:
    return state_words(matter.kind, matter.state)


def clock_words(clock: Clock) -> str:
    """A clock by its act, or by its step of procedure: *The decision*."""
    if clock.name in ACTS:
        return act_name(clock.name)
    try:
        return in_language(procedure.step(clock.name).title)
    except LawError:
        return clock.name
