"""Anybody tries anything, in three cities: no sequence of acts reaches a decision with an unmet ground,
a refusal's grounds are exactly the unmet ones, nobody acts beyond their right, nothing moves while held.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis.strategies as st
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.models import Matter
from greenward.bureau.construction import facts as sources
from greenward.bureau.construction.applying import accept, apply, take_back
from greenward.bureau.construction.course import Step, course
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.holding import hold, release
from greenward.bureau.construction.law import Law, law_of, ordered
from greenward.bureau.construction.models import Application, Decision, Plot, Project, Statement
from greenward.bureau.construction.offices import of_kind, office_of
from greenward.bureau.construction.reopening import gathered
from greenward.bureau.construction.stating import state, stateable, supplied_by
from greenward.bureau.standards.editions import publish
from greenward.law.gates import Answer, ask, waits_for
from greenward.law.language import Edition, FactEntry, Gate, Subject, facts_in, gate_passed
from greenward.law.vocabulary.entering import ENTRIES
from tests.fixtures.people import area, make_actor

from .conftest import REGIME, Site, build_site

ACTS_OF_THE_ROOM = frozenset({"register", "plot", "plot_decisions", "project_decisions", "filings"})
"""The sources that no topic has a share in: all other facts are stated here."""
THIRD = Path(__file__).parents[1] / "law" / "third_city"
VERBS: dict[str, Callable[..., object]] = {
    "accept": accept,
    "grant": grant,
    "refuse": refuse,
    "drop": take_back,
}
BUSY = ("housing", "planning", "developer", "drawing_reviewer")
EXAMPLES, STEPS = 4, 20


@pytest.fixture
def everything_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fact but those of the course itself can be stated: the topics have tests of their own."""
    kept = {n: s for n, s in sources._sources.items() if n in ACTS_OF_THE_ROOM}
    assert set(kept) == ACTS_OF_THE_ROOM
    monkeypatch.setattr(sources, "_sources", kept)


@pytest.fixture
def beicheng(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A project in a city that exists only in the tests; afterwards nothing remembers its words."""
    entered = set(ENTRIES)
    monkeypatch.syspath_prepend(str(THIRD))
    pack: Edition = importlib.import_module("beicheng").PACK
    publish(Actor.operator(), pack)
    city = area("990000", "北城市", "Beicheng", pack="beicheng", climate_zone="SC")
    yield build_site(area("990100", "中区", "Middle", city), "BC-1")
    sys.modules.pop("beicheng")
    for name in set(ENTRIES) - entered:
        del ENTRIES[name]


class Walk(RuleBasedStateMachine):
    """One plot and one project of `site`, acted on by everybody."""

    site: Site
    people: dict[str, Actor]
    reached: Counter[tuple[str, str]]

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.law = law_of(self.site.project.area)
        self.held: tuple[object, ...] | None = None

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    # --- acts ---------------------------------------------------------------------------------

    @rule(
        who=st.integers(0, 99), fact=st.integers(0, 99), value=st.integers(-1, 3), why=st.booleans()
    )
    def anybody_states(self, who: int, fact: int, value: int, why: bool) -> None:
        work = self.work(fact)
        entries = stateable(self.law, work.subject)
        if not entries:
            return
        entry, name = entries[fact % len(entries)], self.name(who)
        actor = self.people[name]
        said = {entry.name: self.value(entry, value)}
        right = self.may(actor, "state_fact") and (
            actor.is_official or supplied_by(entry) in self.roles(actor)
        )
        self.attempt("state", right, lambda: state(actor, work, said, because="改" if why else ""))

    @rule(who=st.integers(0, 99), pick=st.integers(0, 99))
    def anybody_applies(self, who: int, pick: int) -> None:
        gate, actor = self.gate(pick), self.people[self.name(who)]
        office = office_of(gate)
        assert office is not None
        work = self.of(gate)
        early = gate.early or not next(
            leg.waits_for for leg in course(self.law, work) if leg.gate.id == gate.id
        )
        right = self.may(actor, office.opens)
        if self.attempt("apply", right, lambda: apply(actor, work, gate.id)) == "done":
            assert early, f"{gate.id} was asked for before its time"

    @rule(who=st.integers(0, 99), pick=st.integers(0, 99), verb=st.sampled_from(sorted(VERBS)))
    def anybody_decides(self, who: int, pick: int, verb: str) -> None:
        self.decide(self.people[self.name(who)], pick, verb)

    @rule(pick=st.integers(0, 99), verb=st.sampled_from(("accept", "grant", "grant", "refuse")))
    def whoever_may_decides(self, pick: int, verb: str) -> None:
        if (application := self.application(pick)) is not None:
            office = of_kind(application.matter.kind)
            name = self.who_may(office.drops if verb == "drop" else office.act(verb))
            if name:
                self.decide(self.people[name], pick, verb)

    @rule(who=st.integers(0, 99), up=st.booleans())
    def anybody_holds_or_releases(self, who: int, up: bool) -> None:
        actor, project = self.people[self.name(who)], self.project()
        act = release if up else hold
        right = self.may(actor, "release_project" if up else "hold_project")
        if (
            self.attempt(
                act.__name__, right, lambda: act(actor, project.matter, remark="令"), held=up
            )
            == "done"
        ):
            self.held = None if up else self.moved()

    @precondition(lambda self: self.held is not None)
    @rule()
    def the_hold_is_lifted(self) -> None:
        release(self.site.housing, self.project().matter, remark="复工")
        self.held = None

    @rule(who=st.integers(0, 99), pick=st.integers(0, 99), granted=st.booleans(), why=st.booleans())
    def anybody_records(self, who: int, pick: int, granted: bool, why: bool) -> None:
        gate, actor = self.gate(pick), self.people[self.name(who)]
        work = self.of(gate)
        said = {"decided_on": REGIME, "number": f"外{pick}", "authority": "他机关"}
        said |= {"because": "他机关决定" if why else ""}
        right = self.may(actor, "record_decision")
        self.attempt(
            "record", right, lambda: record_decision(actor, work, gate.id, granted=granted, **said)
        )

    @precondition(lambda self: self.held is None)
    @rule()
    def it_goes_on(self) -> None:
        """The next thing on the way, by those whose it is: facts, application, acceptance, grant."""
        for work in (self.site_plot(), self.project()):
            for leg in course(self.law, work):
                if leg.step is not Step.PASSED and (leg.gate.early or not leg.waits_for):
                    self.further(work, leg.gate, leg.application)
                    return

    def further(self, work: Plot | Project, gate: Gate, asked: Application | None) -> None:
        office = office_of(gate)
        assert office is not None
        if asked is None:
            apply(self.by(office.opens), work, gate.id)
            return
        if asked.matter.state == "handed_in":
            accept(self.by(office.act("accept")), self.matter(asked))
            return
        met = {e.name: self.value(e, 3) for e in self.asked(gate, work)}
        official = self.site.planning if work.subject is Subject.PLOT else self.site.housing
        state(official, work, met, because="补齐")
        if ask(gate, self.fresh(work).facts).answer is Answer.OPEN:
            grant(self.by(office.act("grant")), self.matter(asked))
            self.reached[("passed", gate.id)] += 1

    @precondition(lambda self: self.held is None)
    @rule(pick=st.integers(0, 99))
    def it_turns_out_badly(self, pick: int) -> None:
        """What an application asks for turns out not to be so: it is refused on exactly that."""
        asked = self.application(pick)
        if asked is None or asked.matter.state != "in_review":
            return
        gate, work = self.law.edition.gate(asked.gate), self.of_application(asked)
        official = self.site.planning if work.subject is Subject.PLOT else self.site.housing
        unmet = {e.name: self.value(e, 0) for e in self.asked(gate, work)}
        state(official, work, unmet, because="查明")
        by = self.by(of_kind(asked.matter.kind).act("refuse"))
        right = ask(gate, self.fresh(work).facts).answer is Answer.REFUSED
        outcome = self.attempt("refuse", right, lambda: refuse(by, self.matter(asked)))
        assert (outcome == "done") is right

    # --- what must hold -----------------------------------------------------------------------

    @invariant()
    def no_decision_stands_on_an_unmet_ground(self) -> None:
        for work in (self.site_plot(), self.project()):
            newest = {d.gate: d for d in Decision.objects.filter(**work.key).order_by("pk")}
            for decision in newest.values():
                gate = self.law.edition.gate(decision.gate)
                if decision.application_id and decision.stands:
                    assert ask(gate, decision.facts).answer is Answer.OPEN
                    assert ask(gate, work.facts).answer is Answer.OPEN, gate.id
                if decision.application_id and not decision.granted:
                    unmet = [f.ground.id for f in ask(gate, decision.facts).unmet]
                    assert decision.unmet == unmet != []

    @invariant()
    def what_is_kept_is_what_is_so(self) -> None:
        for work in (self.site_plot(), self.project()):
            known = gathered(self.law, [work])[work.pk]
            assert work.facts == {n: value for n, value in known.items() if value is not None}
            newest = {d.gate: d for d in Decision.objects.filter(**work.key).order_by("pk")}
            for gate in self.law.gates(work.subject, work.asked_on):
                stands = gate.id in newest and newest[gate.id].stands
                assert bool(work.facts.get(gate_passed(gate.id))) is stands
        project = self.project()
        open_legs = [leg for leg in course(self.law, project) if leg.step is not Step.PASSED]
        now = (open_legs[0].gate.id, open_legs[0].step) if open_legs else ("", "")
        assert (project.next_gate, project.next_step) == now

    @invariant()
    def nothing_moves_while_held(self) -> None:
        assert self.held is None or self.held == self.moved()

    # --- helpers ------------------------------------------------------------------------------

    def attempt(
        self, what: str, right: bool, act: Callable[[], object], *, held: bool = False
    ) -> str:
        """Try an act: nobody without the right succeeds, and what is refused leaves nothing behind."""
        before = self.moved()
        try:
            with transaction.atomic():
                act()
        except (PermissionDenied, ValidationError) as error:
            assert before == self.moved(), f"{what} was refused and left something: {error}"
            outcome = "denied" if isinstance(error, PermissionDenied) else "refused"
        else:
            assert right, f"{what} by somebody without the right"
            outcome = "done"
        self.reached[(what, outcome)] += 1
        return outcome

    def decide(self, actor: Actor, pick: int, verb: str) -> None:
        application = self.application(pick)
        if application is None:
            return
        office = of_kind(application.matter.kind)
        act = office.drops if verb == "drop" else office.act(verb)
        right = act in ACTS and self.may(actor, act)
        if act in ACTS:
            self.attempt(verb, right, lambda: VERBS[verb](actor, self.matter(application)))

    def may(self, actor: Actor, act: str) -> bool:
        posts = any(d.role in ACTS[act].posts for d in actor.duties)
        return posts or bool(ACTS[act].parties & self.roles(actor))

    def roles(self, actor: Actor) -> frozenset[PartyRole]:
        return frozenset(r for r, one in self.site.parties.items() if one is actor)

    def by(self, act: str) -> Actor:
        return self.people[self.who_may(act)]

    def who_may(self, act: str) -> str:
        return next((n for n in self.people if act in ACTS and self.may(self.people[n], act)), "")

    def name(self, pick: int) -> str:
        """Somebody; those who have most to do come up more often."""
        names = [*sorted(self.people), *(BUSY * 3)]
        return names[pick % len(names)]

    def gate(self, pick: int) -> Gate:
        gates = [g for g in self.law.edition.gates if g.in_force.holds(REGIME)]
        return gates[pick % len(gates)]

    def of(self, gate: Gate) -> Plot | Project:
        return self.site_plot() if gate.subject is Subject.PLOT else self.project()

    def of_application(self, asked: Application) -> Plot | Project:
        return self.project() if asked.project_id else self.site_plot()

    def work(self, pick: int) -> Plot | Project:
        return self.site_plot() if pick % 4 == 0 else self.project()

    def fresh(self, work: Plot | Project) -> Plot | Project:
        return self.site_plot() if isinstance(work, Plot) else self.project()

    def project(self) -> Project:
        return self.site.fresh()

    def site_plot(self) -> Plot:
        return Plot.objects.select_related("area").get(pk=self.site.plot.pk)

    def application(self, pick: int) -> Application | None:
        rows = list(Application.objects.filter(matter__closed_at=None).select_related("matter"))
        return rows[pick % len(rows)] if rows else None

    def matter(self, application: Application) -> Matter:
        return Matter.objects.select_related("area").get(pk=application.matter_id)

    def asked(self, gate: Gate, work: Plot | Project) -> list[FactEntry]:
        missing = {
            n
            for f in ask(gate, self.fresh(work).facts).findings
            if f.truth is not True
            for n in (*f.missing, *facts_in(f.ground.requires))
        }
        return [e for e in stateable(self.law, work.subject) if e.name in missing]

    def value(self, entry: FactEntry, picked: int) -> bool | int | None:
        if picked < 0:
            return None
        if entry.kind == "flag":
            return picked > 0
        if entry.unit == "day":
            return REGIME.toordinal() + picked
        return min(picked, entry.high)

    def moved(self) -> tuple[object, ...]:
        """Everything that an act could have moved."""
        return (
            list(
                Statement.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True)
            ),
            list(Decision.objects.order_by("pk").values_list("pk", "reopened_at")),
            list(Matter.objects.exclude(kind="project").order_by("pk").values_list("pk", "state")),
        )


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["shenzhen", "jinzhou", "beicheng"])
def test_no_sequence_of_acts_passes_an_unmet_gate(
    where: str, request: pytest.FixtureRequest, everything_stated: None
) -> None:
    site: Site = request.getfixturevalue(where)
    stranger = make_actor("stranger", organisations=(Organisation.objects.create(name="别家"),))
    people = {role.value: one for role, one in site.parties.items()}
    people |= {"housing": site.housing, "planning": site.planning, "director": site.director}
    people["stranger"] = stranger
    said = {"site": site, "people": people, "reached": Counter()}
    walk = type(f"Walk in {where}", (Walk,), said)
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    passed = {gate for what, gate in walk.reached if what == "passed"}
    assert passed and {outcome for _what, outcome in walk.reached} >= {"done", "denied", "refused"}


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["shenzhen", "jinzhou", "beicheng"])
def test_each_gate_is_asked_for_early_only_where_the_law_lets_it(
    where: str, request: pytest.FixtureRequest, everything_stated: None
) -> None:
    """Row by row from the pack: before any gate is passed, then after each was passed in its turn."""
    site: Site = request.getfixturevalue(where)
    law = law_of(site.project.area)
    gates = [g for g in ordered(law.hash) if g.in_force.holds(REGIME)]
    for turn in range(len(gates) + 1):
        for gate in gates:
            _check_early(site, law, gate, {g.id for g in gates[:turn]})
        if turn < len(gates):
            _pass(site, gates[turn])


def _check_early(site: Site, law: Law, gate: Gate, passed: set[str]) -> None:
    work = _work(site, gate)
    before = {one for one in waits_for(gate, law.edition) if _asks(gate, one, work)}
    office = office_of(gate)
    assert office is not None
    actor = site.developer if office.opens == "apply" else site.planning
    allowed = gate.id not in passed and (gate.early or before <= passed)
    place = transaction.savepoint()
    try:
        with transaction.atomic():
            apply(actor, work, gate.id)
        assert allowed, gate.id
    except ValidationError:
        assert not allowed, gate.id
    finally:
        transaction.savepoint_rollback(place)


def _asks(gate: Gate, before: str, work: Plot | Project) -> bool:
    """Whether a ground that waits for the other gate is asked for on the facts, or may be."""
    name = gate_passed(before)
    waiting = [f for f in ask(gate, work.facts).findings if name in facts_in(f.ground.requires)]
    return any(found.asked.truth is not False for found in waiting)


def _pass(site: Site, gate: Gate) -> None:
    work = _work(site, gate)
    official = site.planning if isinstance(work, Plot) else site.housing
    said = {"decided_on": REGIME, "number": gate.id, "authority": "他机关"}
    record_decision(official, work, gate.id, granted=True, **said)


def _work(site: Site, gate: Gate) -> Plot | Project:
    if gate.subject is Subject.PLOT:
        return Plot.objects.select_related("area").get(pk=site.plot.pk)
    return site.fresh()
