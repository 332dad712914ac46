"""The course of matters, walked by a machine on the real database: every transition of a kind's
table and every way to be refused is reached at least once in a run, and after each step what is
open is exactly what the state waits for.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.matters import clocks, kinds
from greenward.bureau.casework.matters.kinds import Kind
from greenward.bureau.casework.matters.steps import TakingPart, WrongState, beside, opened, step
from greenward.bureau.casework.models import AuditEvent, Clock, Matter, Task
from greenward.law import clocks as law
from greenward.law.language import Count, Period

from . import kit

WHO = ("officer", "second", "director", "both", "clerk", "stranger", "sibling", "auditor")
REFUSALS = {
    "post": "a post whose rule does not name the act",
    "area": "the right post for another area",
    "party": "an organisation that takes no part",
    "four eyes": "somebody who did what the act decides on",
    "state": "an act that does not lead from the state",
    "guard": "what the kind itself asks for is missing",
    "closed": "a closed matter",
}


class Course(RuleBasedStateMachine):
    """One matter of `kind`, acted on by everybody; a model says beforehand what must come of it."""

    kind: Kind
    people: kit.Cast
    reached: Counter[tuple[str, str]]
    guards: dict[str, Any] = {}

    @initialize(opener=st.sampled_from(("officer", "both", "clerk")))
    def open(self, opener: str) -> None:
        role = PartyRole.DEVELOPER if self.kind.name == "try" else PartyRole.OWNER
        actor = self.people.all[opener]
        if not self._by_right(actor, self.kind.opens, {role} if opener == "clerk" else set()):
            actor = self.people.officer
        parties = [TakingPart(role, self.people.developer)]
        with opened(actor, self.kind.name, title="-", area=self.people.area, parties=parties) as (
            made,
            _,
        ):
            self.pk = made.pk
        self.role, self.state = role, self.kind.initial
        self.did: dict[str, set[str]] = {who: set() for who in WHO}
        self.did[next(who for who in WHO if self.people.all[who] is actor)].add(self.kind.opens)
        self.open_acts = self._waits()
        self.inspected = False

    @rule(who=st.sampled_from(WHO), pick=st.integers(0, 50))
    def anybody_tries(self, who: str, pick: int) -> None:
        """Any act of the kind, by anybody, in any state."""
        self.attempt(who, self.kind.transitions[pick % len(self.kind.transitions)])

    @rule(pick=st.integers(0, 50))
    def goes_on(self, pick: int) -> None:
        """An act that leads from the state, by somebody who may, where there is one."""
        ways = [t for t in self.kind.transitions if self.state in t.source]
        ways = ways[pick % len(ways) :] + ways[: pick % len(ways)] if ways else []
        for way in ways:
            for who in WHO[pick % len(WHO) :] + WHO[: pick % len(WHO)]:
                if self._expected(who, way) == "done":
                    self.attempt(who, way)
                    return

    def attempt(self, who: str, way: kinds.Transition, *, keep: bool = True) -> str:
        """Try an act; check what comes of it against the model; without `keep` take it back."""
        actor, expected = self.people.all[who], self._expected(who, way)
        rows = AuditEvent.objects.filter(subject_id=str(self.pk), act=way.act)
        before = rows.count()
        try:
            with transaction.atomic():
                with step(actor, self._matter(), way.act):
                    pass
                assert rows.count() == before + 1
                transaction.set_rollback(not keep)
            outcome = "done"
        except PermissionDenied as error:
            outcome = "four eyes" if "四眼" in str(error) else "denied"
        except WrongState:
            outcome = "closed" if self.state in self.kind.final else "state"
        except ValidationError:
            outcome = "guard"
        told = "denied" if expected in ("post", "area", "party") else expected
        assert outcome == told, f"{who} {way.act} in {self.state}: {outcome}, not {told}"
        assert rows.count() == before + (outcome == "done" and keep)
        if outcome == "done" and keep:
            self._move(who, way)
        self.reached[(way.act, expected)] += 1
        return expected

    @rule(who=st.sampled_from(WHO))
    def remark(self, who: str) -> None:
        """An act beside the course moves nothing and adds nothing to a closed matter."""
        actor = self.people.all[who]
        may = bool(actor.duties) and who not in ("auditor", "sibling")
        may = may or who == "clerk"
        try:
            with transaction.atomic(), beside(actor, self._matter(), "comment"):
                outcome = "done"
        except PermissionDenied:
            outcome = "denied"
        except WrongState:
            outcome = "closed"
        closed = self.state in self.kind.final
        assert outcome == ("denied" if not may else "closed" if closed else "done")

    @invariant()
    def open_is_what_the_state_waits_for(self) -> None:
        matter = self._matter()
        assert matter.state == self.state
        assert (matter.closed_at is not None) == (self.state in self.kind.final)
        running = Task.objects.filter(matter=matter, closed_at=None)
        assert set(running.values_list("act", flat=True)) == self.open_acts
        clocked = {w.clock or w.act for w in self.kind.states[self.state].waits if w.period}
        ticking = Clock.objects.filter(matter=matter, stopped_on=None)
        assert set(ticking.values_list("name", flat=True)) == clocked

    def _matter(self) -> Matter:
        return Matter.objects.select_related("area").get(pk=self.pk)

    def _waits(self) -> set[str]:
        present = {self.role}
        waits = self.kind.states[self.state].waits
        return {w.act for w in waits if isinstance(w.on, Role) or w.on in present}

    def _expected(self, who: str, way: kinds.Transition) -> str:
        """What must come of it, in the order the rules are asked."""
        roles = {self.role} if who == "clerk" else set()
        if not self._by_right(self.people.all[who], way.act, roles):
            if who == "sibling" and Role.OFFICER in ACTS[way.act].posts:
                return "area"
            return "party" if who == "stranger" and ACTS[way.act].parties else "post"
        if ACTS[way.act].not_by & self.did[who]:
            return "four eyes"
        if self.state in self.kind.final:
            return "closed"
        if self.state not in way.source:
            return "state"
        guard = self.guards.get(way.act)
        return "guard" if guard and not guard(self) else "done"

    def _by_right(self, actor: Actor, act: str, roles: set[PartyRole]) -> bool:
        posts = {d.role for d in actor.duties if self.people.area.path.startswith(d.area_path)}
        return bool(ACTS[act].posts & posts or ACTS[act].parties & roles)

    def _move(self, who: str, way: kinds.Transition) -> None:
        self.did[who].add(way.act)
        self.inspected |= way.act == "try_inspect"
        if way.target is None:
            self.open_acts.discard(way.act)
        else:
            self.state = way.target
            self.open_acts = self._waits()


def machine(kind: Kind, people: kit.Cast, guards: dict[str, Any]) -> type[Course]:
    said = {"kind": kind, "people": people, "reached": Counter(), "guards": guards}
    return type(f"Course of {kind.name}", (Course,), said)


def walked(kind: Kind, people: kit.Cast, guards: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Some courses of a kind; what was reached in them."""
    course = machine(kind, people, guards)
    run_state_machine_as_test(
        course,
        settings=settings(
            max_examples=20,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return course.reached


def ways_to(kind: Kind) -> dict[str, list[str]]:
    """The shortest sequence of acts to each state."""
    found: dict[str, list[str]] = {kind.initial: []}
    waiting = deque([kind.initial])
    while waiting:
        state = waiting.popleft()
        for way in kind.transitions:
            if state in way.source and way.target and way.target not in found:
                found[way.target] = [*found[state], way.act]
                waiting.append(way.target)
    return found


def tried(
    kind: Kind, people: kit.Cast, guards: dict[str, Any], before: dict[str, str]
) -> Counter[tuple[str, str]]:
    """Everybody tries every act in every state; `before` names acts that open a guard."""
    course = machine(kind, people, guards)
    for acts in ways_to(kind).values():
        one = course()
        one.open("both")
        for act in acts:
            if act in before:
                assert one.attempt("both", kind.transition(before[act])) == "done"
            way = kind.transition(act)
            who = next(w for w in WHO if w != "both" and one._expected(w, way) == "done")
            one.attempt(who, way)
        for way in kind.transitions:
            for who in WHO:
                one.attempt(who, way, keep=False)
        one.open_is_what_the_state_waits_for()
    return course.reached


@pytest.fixture
def correction() -> Iterator[Kind]:
    """The table of an order to correct alone: its room's guards and services have tests there."""
    whole = kinds.named("correction")
    bare = replace(whole, transitions=tuple(replace(t, guard=None) for t in whole.transitions))
    kinds.register(bare)
    yield bare
    kinds.register(whole)


INSPECTED = {"try_decide": lambda course: course.inspected}


def test_a_trial(cast: kit.Cast) -> None:
    reached = walked(kit.TRY, cast, INSPECTED)
    reached += tried(kit.TRY, cast, INSPECTED, {"try_decide": "try_inspect"})
    for outcome in ("done", "post", "closed"):
        assert {act for act, came in reached if came == outcome} == acts_of(kit.TRY)
    everywhere = {way.act for way in kit.TRY.transitions if {*way.source} == {"open", "decided"}}
    assert {act for act, came in reached if came == "state"} == acts_of(kit.TRY) - everywhere
    assert {outcome for _act, outcome in reached} == {*REFUSALS, "done"}


def test_an_order_to_correct(cast: kit.Cast, correction: Kind) -> None:
    reached = walked(correction, cast, {})
    reached += tried(correction, cast, {}, {})
    for outcome in ("done", "post", "closed", "state"):
        assert {act for act, came in reached if came == outcome} == acts_of(correction)
    assert {outcome for _act, outcome in reached} == {*REFUSALS, "done"} - {"guard"}


def acts_of(kind: Kind) -> set[str]:
    return {way.act for way in kind.transitions}


HAPPENED = st.lists(
    st.tuples(
        st.sampled_from(("suspend", "resume", "extend")), st.integers(0, 6), st.integers(1, 10)
    ),
    max_size=8,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happened=HAPPENED, count=st.sampled_from(Count), length=st.integers(1, 30))
def test_a_clock_is_monotone(
    matter: Matter, cast: kit.Cast, happened: list[tuple[str, int, int]], count: Count, length: int
) -> None:
    """A pause or an extension never brings the due day nearer; the row and its tasks always say
    what the engine computes from the events; a refused event leaves everything as it was."""
    day = date(2026, 3, 2)
    clock = clocks.begin(
        cast.officer, matter, "time", Period(length, count), on=day, reason="begun"
    )
    task = Task.objects.create(
        matter=matter,
        act="comment",
        role=Role.OFFICER,
        area=cast.area,
        clock=clock,
        due_on=clock.due_on,
    )
    latest = clock.due_on
    for kind, later, longer in happened:
        day += timedelta(days=later)
        event = law.Event(
            law.Kind(kind), day, "because", "x", Period(longer, count) if kind == "extend" else None
        )
        rows = clock.events.count()
        try:
            with transaction.atomic():
                clocks.record(cast.officer, clock, event)
        except ValidationError:
            clock.refresh_from_db()
            assert clock.events.count() == rows
            continue
        clock.refresh_from_db()
        task.refresh_from_db()
        assert task.due_on == clock.due_on
        again = law.deadline(clock.period, clock.law_events, clocks.calendar(), date.today())
        assert (again.due, again.provisional) == (clock.due_on, clock.provisional)
        if clock.due_on is not None:
            assert clock.due_on >= latest
            latest = clock.due_on
