"""An amendment over the register: who moves, that nothing is stored, and that it agrees with the
assessment that would follow."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from django.apps import apps

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.assessment.models import Finding
from greenward.bureau.assessment.services import assess
from greenward.bureau.assessment.whatif import CASE, Outcome, Proposal, what_if
from greenward.bureau.standards.editions import publish
from greenward.law.amend import amended, change_of
from greenward.law.language import LawError
from greenward.law.shenzhen import PACK
from greenward.law.simulate import NEWLY_BOUND, RELEASED, distinct, moved

from .amendable import A, B, amendable_city

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture
def made(city, futian, nanshan) -> dict[str, Any]:
    return amendable_city(city, futian, nanshan)


def proposal(*changes: str, **limits: int) -> Proposal:
    moves = {lever: new for text in changes for lever, new in change_of(PACK, text).items()}
    return Proposal(moves, {("constraint", key.replace("_", "-")): v for key, v in limits.items()})


def who(outcome: Outcome, test: pl.Expr, made: dict[str, Any]) -> set[tuple[str, str]]:
    """The buildings, by name, and the duties for which a test holds."""
    names = {building.pk: name for name, building in made.items()}
    rows = outcome.compared.filter(test).select(CASE, "duty").rows()
    return {(names[building], duty) for building, duty in rows}


def test_a_lower_percentage_binds_those_between_the_old_and_the_new(city, made):
    found = what_if(city, ON, proposal("32.2.3:150=130"))
    assert found.duties == ("32.2.3",) and found.year == 2025 and found.cases == 4
    assert who(found, NEWLY_BOUND, made) == {("near", "32.2.3")}
    assert who(found, RELEASED, made) == set()
    row = moved(found.compared).row(0, named=True)
    assert row["newly_bound_area"] == 3_000_000
    assert (row["breached_before"], row["breached_after"]) == (1, 2)
    assert (row["low_before"], row["high_before"]) == (50_000_000, 100_000_000)
    assert (row["low_after"], row["high_after"]) == (100_000_000, 200_000_000)


def test_a_higher_percentage_releases(city, made):
    found = what_if(city, ON, proposal("32.2.3:150=170"))
    assert who(found, RELEASED, made) == {("far", "32.2.3")}


def test_a_class_threshold_moves_every_duty_it_stands_in_and_a_building_counts_once(city, made):
    found = what_if(city, ON, proposal("32.2.3:20000=12000"))
    bound = who(found, NEWLY_BOUND, made)
    assert {name for name, _duty in bound} == {"small"} and len(bound) > 3
    once = distinct(found.compared, CASE).row(0, named=True)
    assert (once["newly_bound"], once["newly_bound_area"]) == (1, 1_200_000)
    assert moved(found.compared)["newly_bound"].sum() == len(bound)
    assert "23.2" in found.rules and "32.2.1" not in found.rules, "told apart: no room serves 23.2"


def test_all_limits_lower_and_one_class_with_its_own(city, made):
    lower = what_if(city, ON, Proposal({}, {("constraint", ""): 9_000}))
    assert ("within", "32.2.2") in who(lower, NEWLY_BOUND, made)
    exempt = Proposal({}, {("constraint", B): 800_000, ("constraint", ""): 9_000})
    found = what_if(city, ON, exempt)
    assert {name for name, _duty in who(found, NEWLY_BOUND, made)} == set()
    one = what_if(city, ON, Proposal({}, {("constraint", A): 900_000}))
    assert who(one, RELEASED, made) == {("far", "32.2.3")}


def test_a_year_and_some_buildings(city, made):
    first = what_if(city, ON, proposal("32.2.3:150=130"), year=2024)
    assert not who(first, NEWLY_BOUND, made), "no figure of 2023 is on file"
    nanshan = [made["small"].pk, made["within"].pk]
    found = what_if(city, ON, proposal("32.2.3:150=130"), buildings=nanshan)
    assert found.cases == 2 and not who(found, NEWLY_BOUND, made)


def test_districts_and_classes_are_those_of_the_building(city, futian, made):
    found = what_if(city, ON, proposal("32.2.3:150=130"))
    by = distinct(found.compared, CASE, ["area", "energy_class"]).filter(pl.col("newly_bound") > 0)
    assert by.select("area", "energy_class").rows() == [(futian.pk, B)]


def test_an_area_inside_a_district_counts_there(city, futian, made):
    from tests.fixtures.people import area

    street = area("440304001", "街道", "Street", futian)
    type(made["near"]).objects.filter(pk=made["near"].pk).update(area=street)
    found = what_if(city, ON, proposal("32.2.3:150=130"))
    assert found.compared.filter(NEWLY_BOUND)["area"].to_list() == [futian.pk]


def test_what_is_no_law_is_refused(city, made):
    with pytest.raises(LawError):
        what_if(city, ON, Proposal({"32.2.3.fine_low": 10**12}))


def test_a_proposal_that_moves_nothing_compares_nothing(city, made):
    found = what_if(city, ON, Proposal())
    assert found.duties == found.rules == () and found.compared.is_empty()


def test_nothing_is_stored(city, made):
    def rows() -> dict[str, int]:
        return {model._meta.label: model.objects.count() for model in apps.get_models()}

    before = rows()
    what_if(city, ON, proposal("32.2.3:150=130", **{"": 9_000}))
    assert rows() == before


def test_what_is_promised_is_what_an_assessment_under_the_amendment_finds(city, made):
    """The same numbers, had the amendment been published and the city assessed."""
    moves = proposal("32.2.3:150=130", "32.2.3:20000=12000")
    found = what_if(city, ON, moves)
    operator = Actor.operator()
    publish(operator, amended(PACK, moves.changes))
    assess(operator, city, ON)
    for row in moved(found.compared).rows(named=True):
        kept = Finding.objects.filter(duty=row["duty"], ended_by=None).exclude(year=2024)
        verdicts = list(kept.values_list("verdict", flat=True))
        for number, name in ((1, "satisfied"), (2, "breached"), (3, "unknown")):
            assert verdicts.count(number) == row[f"{name}_after"], (row["duty"], name)
