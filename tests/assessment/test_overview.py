"""The city at a glance: every figure counts what its list shows, and each sees the own areas."""

from __future__ import annotations

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.models import Assessment, Finding
from greenward.bureau.assessment.pages import glance
from greenward.bureau.assessment.selectors import overview
from greenward.bureau.assessment.selectors.buildings import BuildingQuery, matching
from greenward.bureau.assessment.selectors.scope import Scope, scope_of
from greenward.law.language import Verdict

from .factories import Case, assessed, make_case

pytestmark = pytest.mark.django_db
B, S, U = Verdict.BREACHED, Verdict.SATISFIED, Verdict.UNKNOWN
FIGURES = {
    "Twice": {2024: (121, 80), 2025: (120, 80)},
    "Half": {2024: (90, 80), 2025: (120, 80)},
    "Near": {2025: (119.9, 80)},
    "Equal": {2024: (80, 80), 2025: (80, 80)},
    "Over": {2025: (80.1, 80)},
    "Low": {2025: (30, 80)},
    "Unconfirmed": {2025: (70, None)},
}


@pytest.fixture
def cases(futian: Area, nanshan: Area) -> list[Case]:
    made = [make_case(futian, name, figures) for name, figures in FIGURES.items()]
    return [*made, make_case(nanshan, "Far", {2025: (300, 80)}, state_organ_office=True)]


@pytest.fixture
def run(city: Area, cases: list[Case]) -> Assessment:
    return assessed(city, cases)


def seen(actor: Actor) -> tuple[list[int], Scope]:
    scope = scope_of(actor)
    return list(matching(BuildingQuery(), scope).values_list("pk", flat=True)), scope


def test_tallies_of_the_years(run, officer, director):
    tallies = overview.tallies(*seen(officer))
    assert tallies["32.2.1", 2025].verdicts == {B: 4, S: 2, U: 1}
    assert tallies["32.2.1", 2025].judged == 6
    assert tallies["32.2.1", 2024].verdicts == {B: 2, S: 1}
    assert tallies["32.2.3", 2025].owed == 1
    assert overview.tallies(*seen(director))["32.2.1", 2025][B] == 5


def test_the_distribution_puts_the_limit_below_it_and_one_and_a_half_times_above(run, officer):
    found = overview.detail(*seen(officer)).excess
    counts = {(low, high): count for low, high, count in found if count}
    assert counts == {(None, -50): 1, (-25, 0): 1, (0, 25): 1, (25, 50): 1, (50, 75): 2}
    tally = overview.tallies(*seen(officer))["32.2.1", 2025]
    assert sum(counts.values()) == tally.judged
    assert sum(n for (low, _), n in counts.items() if low is not None and low >= 0) == tally[B]


def test_districts_and_classes(run, director):
    found = overview.detail(*seen(director))
    assert found.districts == {"440304": {B: 4, S: 2, U: 1}, "440305": {B: 1}}
    assert found.classes["large_public_recorded"] == {B: 5, S: 2, U: 1}
    assert found.classes["state_organ_office"] == {B: 1}
    assert found.classes["fiscal_recorded"] == {}


def test_figures_count_what_their_lists_show(run, officer, client):
    ids, scope = seen(officer)
    client.force_login(officer.user)
    figures = glance.figures(overview.tallies(ids, scope), scope)
    assert [figure.value for figure in figures] == [4, 1, 4, 1]
    for figure in figures:
        assert client.get(figure.href).context["page"].paginator.count == figure.value


def test_classes_and_lacks_count_what_their_lists_show(run, director, client):
    ids, scope = seen(director)
    client.force_login(director.user)
    for line in glance.class_lines(overview.detail(ids, scope).classes, scope):
        for number, href, _label in line.cells:
            assert client.get(href).context["page"].paginator.count == number
    for lack, line in zip(
        lacks := overview.lacks(ids, scope), glance.lack_lines(lacks, scope), strict=True
    ):
        assert client.get(line.href).context["page"].paginator.count == lack.findings


def test_what_is_missing_is_grouped_by_reason_or_else_by_fact(run, officer):
    found = {(lack.fact, lack.why): lack.buildings for lack in overview.lacks(*seen(officer))}
    assert found["", "unverified"] == 1
    assert found["audit_done", ""] == 5  # also of the one whose limit is not confirmed
    assert overview.unverified(*seen(officer)) == 1


def test_changes_go_from_verdict_to_verdict(run, city, cases, officer, client):
    ids, scope = seen(officer)
    client.force_login(officer.user)
    cases[0].figures = {2024: (121, 80), 2025: (80, 80)}
    cases[6].figures = {2025: (90, 80)}
    second = assessed(city, cases)
    changes = {(c.duty, c.before, c.after): c.number for c in overview.changes(ids, second)}
    assert changes["32.2.1", B, S] == 1
    assert changes["32.2.1", U, B] == 1
    assert changes["32.2.2", U, None] == 1
    scope = scope_of(officer)
    for line in glance.change_lines(overview.changes(ids, second), scope):
        assert client.get(line.href).context["page"].paginator.count >= line.number


def test_a_fact_that_changes_no_verdict_is_no_change(run, city, cases, officer):
    ids, _ = seen(officer)
    cases[5].figures = {2025: (31, 80)}
    second = assessed(city, cases)
    assert second.changes["begun"] > 0
    assert overview.changes(ids, second) == []
    assert Finding.objects.filter(made_by=second, building=cases[5].building).exists()
