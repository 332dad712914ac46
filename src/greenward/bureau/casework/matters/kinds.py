"""What a room says about a kind of matter: its states, the acts that lead from one to another, and
what each state waits for. No state is ever set by hand.

    kinds.register(Kind(
        name="correction", code="ZG", title=_("order to correct"),
        states={"drafted": State(_("drafted"), waits=(Wait("issue_order", on=Role.DIRECTOR),)), …},
        initial="drafted",
        transitions=(Transition("issue_order", ("drafted",), "issued", article="32"), …),
    ))

Who may do an act is the rule of `greenward.bureau.accounts.permissions.ACTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.accounts.permissions import ACTS
from greenward.law.language import Period

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor

    from ..models import Matter


@dataclass(frozen=True)
class Wait:
    """An act a state waits for, by whom, and in which time: it becomes a task of an inbox.

    `on` is a post in the matter's area or a party of the matter. `period` starts a clock of the
    name `clock` when the state is entered; without it the room starts its own, from another day
    (service, say), or the matter has none.
    """

    act: str
    on: Role | PartyRole
    period: Period | None = None
    clock: str = ""
    article: str = ""


@dataclass(frozen=True)
class State:
    label: Any
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True)
class Transition:
    """An act that leads a matter from one of some states to another.

    `guard(matter)` raises a ValidationError that says what is missing; it runs at the moment of
    the transition, under the matter's lock. A target of None leaves the state as it is.
    """

    act: str
    source: tuple[str, ...]
    target: str | None
    guard: Callable[[Matter], None] | None = None
    article: str = ""


@dataclass(frozen=True)
class Kind:
    name: str
    code: str
    """Its short form in the numbers of matters: ``ZG`` for an order to correct (责改)."""
    title: Any
    states: dict[str, State]
    initial: str
    transitions: tuple[Transition, ...]
    opens: str
    """The act that opens a matter of this kind."""
    final: frozenset[str] = frozenset()
    readers: frozenset[Role] = field(
        default_factory=lambda: frozenset({Role.DIRECTOR, Role.AUDITOR})
    )
    """Posts that read such matters without working on them."""
    url: str = "casework:matter"
    """The page of a matter, for `reverse` with its `pk`."""
    actions: Callable[[Actor, Matter], Iterable[Action]] | None = None
    """What the matter's page offers an actor beside what casework itself offers."""

    def transition(self, act: str) -> Transition | None:
        return next((one for one in self.transitions if one.act == act), None)

    @property
    def posts(self) -> frozenset[Role]:
        """The posts that work on such a matter or read it."""
        acts = (self.opens, *(one.act for one in self.transitions))
        return self.readers.union(*(ACTS[act].posts for act in acts))


@dataclass(frozen=True)
class Action:
    """A way to go on from a matter's page: what it is called and where its form is."""

    act: str
    label: Any
    url: str
    main: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; call it in ``AppConfig.ready``. Raises ValueError where the table has holes."""
    _check(kind)
    _kinds[kind.name] = kind


def named(name: str) -> Kind:
    return _kinds[name]


def every() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def of_post(role: Role) -> list[str]:
    """The names of the kinds a post works on or reads."""
    return [kind.name for kind in _kinds.values() if role in kind.posts]


def _check(kind: Kind) -> None:
    wrong = [
        *(act for act in (kind.opens, *(t.act for t in kind.transitions)) if act not in ACTS),
        *(
            s
            for t in kind.transitions
            for s in (*t.source, t.target or kind.initial)
            if s not in kind.states
        ),
        *(w.act for s in kind.states.values() for w in s.waits if w.act not in ACTS),
        *(s for s in (kind.initial, *kind.final) if s not in kind.states),
    ]
    if wrong:
        raise ValueError(f"kind {kind.name}: nothing is known of {', '.join(wrong)}")
