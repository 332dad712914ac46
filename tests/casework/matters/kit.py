"""A kind of matter for tests, with one of everything: a clock of procedure, a guard, four eyes, an
act that leaves the state as it is, a party's act, and a room's form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole, Role
from greenward.bureau.accounts.permissions import ACTS, Rule, rule
from greenward.bureau.casework import words
from greenward.bureau.casework.matters import kinds
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait
from greenward.bureau.casework.matters.steps import TakingPart, opened
from greenward.bureau.casework.models import Matter, Task
from greenward.law.language import Count, Period
from tests.fixtures.people import make_actor

RULES: dict[str, Rule] = {
    "try_open": rule(Role.OFFICER, PartyRole.DEVELOPER),
    "try_inspect": rule(Role.OFFICER),
    "try_decide": rule(Role.DIRECTOR, not_by=("try_inspect",)),
    "try_reply": rule(PartyRole.DEVELOPER),
    "try_close": rule(Role.OFFICER, Role.DIRECTOR),
}


def has_been_inspected(matter: Matter) -> None:
    """A guard: the inspection of this round was done by somebody."""
    if not Task.objects.filter(matter=matter, act="try_inspect", done_by__isnull=False).exists():
        raise ValidationError("not inspected yet")


TRY = Kind(
    name="try",
    code="SY",
    title="trial",
    opens="try_open",
    initial="open",
    states={
        "open": State(
            "open",
            waits=(
                Wait("try_inspect", Role.OFFICER, Period(5, Count.WORKING_DAYS)),
                Wait.by_procedure("try_decide", Role.DIRECTOR, "decision"),
            ),
        ),
        "decided": State(
            "decided",
            waits=(Wait("try_reply", PartyRole.DEVELOPER, Period(15, Count.CALENDAR_DAYS)),),
        ),
        "closed": State("closed"),
    },
    final=frozenset({"closed"}),
    transitions=(
        Transition(
            "try_inspect", ("open",), None, form="greenward.bureau.casework.matters.forms.Remark"
        ),
        Transition("try_decide", ("open",), "decided", guard=has_been_inspected),
        Transition("try_reply", ("decided",), "open"),
        Transition("try_close", ("open", "decided"), "closed"),
    ),
)


@contextmanager
def the_kind() -> Iterator[Kind]:
    """The kind and its rules, for as long as a test runs."""
    ACTS.update(RULES)
    words.ACTS.update({name: name for name in RULES})
    kinds.register(TRY)
    try:
        yield TRY
    finally:
        kinds._kinds.pop(TRY.name)
        for name in RULES:
            del ACTS[name], words.ACTS[name]


@dataclass
class Cast:
    """The people of a matter in Futian, and one of each that stands beside it."""

    area: Area
    developer: Organisation
    officer: Actor
    second: Actor
    director: Actor
    both: Actor
    """Officer and director at once, whom four eyes are about."""
    clerk: Actor
    stranger: Actor
    sibling: Actor
    auditor: Actor

    @property
    def all(self) -> dict[str, Actor]:
        return {k: v for k, v in vars(self).items() if isinstance(v, Actor)}


def cast(city: Area, futian: Area, nanshan: Area) -> Cast:
    developer = Organisation.objects.create(name="Riverside Development")
    other = Organisation.objects.create(name="Hillside Development")
    return Cast(
        area=futian,
        developer=developer,
        officer=make_actor("", (Role.OFFICER, futian)),
        second=make_actor("", (Role.OFFICER, futian)),
        director=make_actor("", (Role.DIRECTOR, city)),
        both=make_actor("", (Role.OFFICER, futian), (Role.DIRECTOR, futian)),
        clerk=make_actor("", organisations=(developer,)),
        stranger=make_actor("", organisations=(other,)),
        sibling=make_actor("", (Role.OFFICER, nanshan)),
        auditor=make_actor("", (Role.AUDITOR, city)),
    )


def open_matter(actor: Actor, cast: Cast, kind: str = "try", **more: Any) -> Matter:
    role = PartyRole.DEVELOPER if kind == "try" else PartyRole.OWNER
    with opened(
        actor,
        kind,
        title="Plot B-12",
        area=cast.area,
        parties=[TakingPart(role, cast.developer)],
        **more,
    ) as (matter, _event):
        pass
    return matter
