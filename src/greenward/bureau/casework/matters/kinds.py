"""What a room says about a kind of matter: its states, the acts that lead from one to another, and
what each state waits for. No state is ever set by hand.

    kinds.register(Kind(
        name="correction", code="ZG", title=_("order to correct"), opens="draft_order",
        states={"drafted": State(_("drafted"), waits=(Wait("issue_order", on=Role.DIRECTOR),)), …},
        initial="drafted", final=frozenset({"corrected", …}),
        transitions=(Transition("issue_order", ("drafted",), "issued", form=Remark), …),
    ))

Who may do an act is the rule of `greenward.bureau.accounts.permissions.ACTS`. A transition with a
form has its page and its button: the room needs no view of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.accounts.permissions import ACTS
from greenward.law.language import Period
from greenward.law.national import procedure

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor

    from ..models import Clock, Matter, Request, RequestItem
    from .requests import Item


class Limit(NamedTuple):
    """A time for an act, and the article that gives it."""

    period: Period
    article: str = ""


@dataclass(frozen=True)
class Wait:
    """An act a state waits for, by whom, and in which time: it becomes a task of an inbox.

    `on` is a post in the matter's area or a party of the matter. `period` starts a clock of the
    name `clock` when the state is entered; without it the wait follows the running clock of that
    name, which the room started from another day (service, say), or has none. `article` is a number of the city's own regulation, or
    ``instrument/number`` of another (`greenward.bureau.casework.matters.articles`). Where both
    differ from matter to matter, `limit` says them of one.
    """

    act: str
    on: Role | PartyRole
    period: Period | None = None
    clock: str = ""
    article: str = ""
    limit: Callable[[Matter], Limit | None] | None = None

    def limit_in(self, matter: Matter) -> Limit | None:
        """The time that begins when the matter enters the state, with its article."""
        if self.limit:
            return self.limit(matter)
        return Limit(self.period, self.article) if self.period else None

    @classmethod
    def by_procedure(cls, act: str, on: Role | PartyRole, step: str) -> Wait:
        """A wait in the time of a step of national procedure: its period, its name, its article.

        Raises LawError for an unknown step, ValueError for one whose text gives no number.
        """
        found = procedure.step(step)
        if found.period is None:
            raise ValueError(f"the text gives no number of days for the step {step}")
        return cls(act, on, found.period, found.id, f"{found.law.code}/{found.article}")


@dataclass(frozen=True)
class State:
    label: Any
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True)
class Transition:
    """An act that leads a matter from one of some states to another.

    `guard(matter)` raises a ValidationError that says what is missing; it runs at the moment of
    the transition, under the matter's lock. A target of None leaves the state as it is.

    `form` is a `matters.forms.ActForm` (or its dotted name); with one, the matter's page offers
    the act to whoever may do it. What the form gathers goes to `service(actor, matter, **fields)`,
    the room's own act around `step`; without a service the step notes the fields and is done.
    """

    act: str
    source: tuple[str, ...]
    target: str | None
    guard: Callable[[Matter], None] | None = None
    article: str = ""
    form: type | str | None = None
    service: Callable[..., object] | str | None = None
    main: bool = True
    """Whether it is the way the matter is meant to go on; the others are offered below it."""


@dataclass(frozen=True)
class Action:
    """A way to go on from a matter's page that has an address of its own."""

    act: str
    label: Any
    url: str
    main: bool = True


class Panel(NamedTuple):
    """A part of a matter's page: a template, and what it finds under the name ``panel``."""

    template: str
    panel: Any


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
    handler: Role = Role.OFFICER
    """The post that handles such matters: its tasks go to the matter's own officer."""
    readers: frozenset[Role] = field(
        default_factory=lambda: frozenset({Role.DIRECTOR, Role.AUDITOR})
    )
    """Posts that read such matters without working on them."""
    url: str = "casework:matter"
    """The page of a matter, for `reverse` with its `pk`."""
    actions: Callable[[Actor, Matter], Iterable[Action]] | None = None
    """What the matter's page offers an actor at addresses of the room."""
    private: frozenset[str] = frozenset()
    """States in which a matter is its parties' alone: no post reads it or works on it."""
    inside: Callable[[Matter], Iterable[Matter]] | None = None
    """Open matters inside this one: who joins it or leaves it joins or leaves them too."""
    keeps: frozenset[PartyRole] = frozenset()
    """Parties that change by an act of the room alone."""
    held: Callable[[Matter], str] | None = None
    """Why nothing goes on in a matter for now, "" where everything does; asked at every act."""
    through: frozenset[str] = frozenset()
    """The acts that are done in a held matter all the same."""
    missing: Callable[[Matter], Iterable[Item]] | None = None
    """What the room knows to be missing: the lines a request for it begins with."""
    on_record: Callable[[Matter, Sequence[RequestItem]], Mapping[int, str]] | None = None
    """What the records say by now of the lines of a request, by the key of a line: the answer to it
    begins with that."""
    on_asked: Callable[[Actor, Matter, Request], None] = lambda actor, matter, request: None
    """What a room does in the transaction of a request for what is missing."""
    runs_on: frozenset[str] = frozenset()
    """The clocks that a request for what is missing does not stop."""
    longer: Callable[[Clock], Period | None] | None = None
    """By how much the law lets a clock be made longer in all, None where not at all; without it a
    director grants what is asked for."""
    panel: Callable[[Actor, Matter], Panel | None] | None = None
    """What the matter's page shows of the room's own."""

    def why_held(self, matter: Matter, act: str) -> str:
        """Why an act waits for a hold to be lifted; "" where it does not."""
        return "" if self.held is None or act in self.through else self.held(matter)

    def transition(self, act: str) -> Transition | None:
        return self._by_act.get(act)

    @cached_property
    def _by_act(self) -> dict[str, Transition]:
        return {one.act: one for one in self.transitions}

    @property
    def waits(self) -> tuple[Wait, ...]:
        """What any of its states waits for."""
        return tuple(wait for state in self.states.values() for wait in state.waits)

    @cached_property
    def posts(self) -> frozenset[Role]:
        """The posts that work on such a matter or read it."""
        acts = (self.opens, *(one.act for one in self.transitions))
        return self.readers.union({self.handler}, *(ACTS[act].posts for act in acts))


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
    acts = [one.act for one in kind.transitions]
    wrong = [
        *(act for act in (kind.opens, *acts) if act not in ACTS),
        *(
            s
            for t in kind.transitions
            for s in (*t.source, t.target or kind.initial)
            if s not in kind.states
        ),
        *(w.act for s in kind.states.values() for w in s.waits if w.act not in ACTS),
        *(s for s in (kind.initial, *kind.final, *kind.private) if s not in kind.states),
    ]
    if wrong:
        raise ValueError(f"kind {kind.name}: nothing is known of {', '.join(wrong)}")
    if twice := {act for act in acts if acts.count(act) > 1}:
        raise ValueError(f"kind {kind.name}: two rows for {', '.join(sorted(twice))}")
    if after := [t.act for t in kind.transitions if kind.final & {*t.source}]:
        raise ValueError(f"kind {kind.name}: {', '.join(after)} would move a closed matter")
    for name in kind.states:
        missing = [w.act for w in kind.states[name].waits if not _leads_on(kind, w.act, name)]
        if missing:
            raise ValueError(f"kind {kind.name}: in {name} nothing does {', '.join(missing)}")


def _leads_on(kind: Kind, act: str, state: str) -> bool:
    found = kind.transition(act)
    return found is not None and state in found.source
