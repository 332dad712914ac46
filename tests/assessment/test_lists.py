"""The two lists: who sees what, every filter and order, gravity, and since when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.assessment.models import Assessment, Finding
from greenward.bureau.assessment.selectors import buildings, findings
from greenward.bureau.assessment.selectors.buildings import BuildingQuery
from greenward.bureau.assessment.selectors.findings import FindingQuery, Version, since
from greenward.bureau.assessment.selectors.scope import Scope, scope_of
from greenward.bureau.enforcement.models import CorrectionOrder
from greenward.bureau.registry.models import Identifier
from greenward.law.language import Verdict

from .factories import Case, assessed, make_case

pytestmark = pytest.mark.django_db

OVER = {2024: (126.4, 80), 2025: (137.2, 80)}
DONE = {"audit_done": True, "measures_taken": True}


@pytest.fixture
def cases(futian: Area, nanshan: Area) -> dict[str, Case]:
    """Five buildings in Futian and one in Nanshan, by name."""
    owner = Organisation.objects.create(name="Lingnan Property")
    made = [
        make_case(
            futian, "Heavy", OVER, yearly={"audit_done": False}, code="440304A001", owner=owner
        ),
        make_case(futian, "Above", {2025: (90, 80)}, yearly=DONE, function="B"),
        make_case(futian, "Within", {2025: (80, 80)}, address="Binhe Road 7"),
        make_case(futian, "Blank", {2025: (None, 80)}),
        make_case(futian, "Home", {2025: (60, None)}, function="R", floor_area=Decimal(9_000)),
        make_case(nanshan, "Far", {2025: (99, 80)}),
    ]
    return {case.building.name: case for case in made}


@pytest.fixture
def run(city: Area, cases: dict[str, Case]) -> Assessment:
    return assessed(city, cases.values())


def names(actor: Actor, sort: str = "name", **query: str) -> list[str]:
    scope = scope_of(actor)
    rows = buildings.matching(BuildingQuery(**query), scope).values_list("pk", flat=True)
    return [row.name for row in buildings.page_of(list(rows), scope, sort)]


def page(
    actor: Actor, sort: str = "gravity", scope: Scope | None = None, **query: str
) -> list[findings.FindingRow]:
    scope = scope or scope_of(actor)
    ids = list(buildings.matching(BuildingQuery(), scope).values_list("pk", flat=True))
    return findings.listed(ids, FindingQuery(**query), scope, sort).rows


# --- buildings ------------------------------------------------------------------------------


def test_an_officer_sees_the_district_alone(run, officer, sibling_officer, director):
    assert "Far" not in names(officer)
    assert names(sibling_officer) == ["Far"]
    assert len(names(director)) == 6


def test_a_member_sees_what_the_organisation_owns(run, cases, owner, futian):
    building = cases["Within"].building
    building.manager_id = owner.organisations[0]
    building.save()
    assert names(owner) == ["Within"]
    assert [row.name for row in page(owner, tab="all")] == ["Within"] * 5


def test_nobody_sees_nothing(run):
    assert names(Actor.nobody()) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"text": "eav"}, {"Heavy"}),
        ({"text": "440304A"}, {"Heavy"}),
        ({"text": "binhe"}, {"Within"}),
        ({"text": "TAX-9"}, {"Blank"}),
        ({"text": "04A001"}, set()),  # a code is found by its beginning
        ({"function": "B"}, {"Above"}),
        ({"district": "440304"}, {"Heavy", "Above", "Within", "Blank", "Home"}),
        ({"district": "440305"}, set()),
        ({"figure": "no"}, {"Blank"}),
        ({"figure": "yes"}, {"Heavy", "Above", "Within", "Home"}),
        ({"verdict": "breached"}, {"Heavy", "Above", "Blank"}),
        ({"verdict": "satisfied"}, {"Home", "Within"}),
        ({"verdict": "owed"}, {"Heavy", "Above", "Blank"}),
        ({"verdict": "not_applicable"}, set()),
        ({"duty": "32.2.1", "verdict": "unknown"}, {"Blank"}),
        ({"duty": "32.2.3", "verdict": "owed"}, {"Heavy"}),
        ({"duty": "32.2.1", "verdict": "not_applicable"}, {"Home"}),
        ({"duty": "32.2.1"}, {"Heavy", "Above", "Within", "Blank"}),
        ({"building_class": "large_public_recorded"}, {"Heavy", "Above", "Within", "Blank"}),
    ],
)
def test_filters(run, officer, cases, query, found):
    Identifier.objects.create(building=cases["Blank"].building, scheme="tax", value="tax-9-1")
    assert set(names(officer, **query)) == found


def test_every_order_and_its_reverse(run, officer):
    assert names(officer, "-excess")[:3] == ["Heavy", "Above", "Within"]
    assert names(officer, "-eui")[:2] == ["Heavy", "Above"]
    assert names(officer, "-owed")[0] == "Heavy"
    assert names(officer, "-verdict")[-2:] == ["Within", "Home"]
    for sort in buildings.SORTS:
        assert set(names(officer, sort)) == set(names(officer, f"-{sort}"))
    assert names(officer, "area")[0] == "Home"


def test_another_word_of_order_is_refused(run, officer):
    with pytest.raises(KeyError):
        names(officer, "password")


def test_a_row_holds_the_figure_its_limit_and_the_worst_verdict(run, officer):
    scope = scope_of(officer)
    ids = list(buildings.matching(BuildingQuery(), scope).values_list("pk", flat=True))
    rows = {row.name: row for row in buildings.page_of(ids, scope, "name")}
    heavy = rows["Heavy"]
    assert (heavy.eui, heavy.limit, heavy.excess) == (Decimal("137.2"), 80, Decimal("0.715"))
    assert (heavy.worst, heavy.owed) == (Verdict.BREACHED, 3)
    assert rows["Within"].excess == 0
    assert (rows["Blank"].eui, rows["Blank"].limit, rows["Blank"].excess) == (None, 80, None)
    assert (rows["Home"].eui, rows["Home"].limit) == (60, None)
    assert rows["Home"].worst is Verdict.SATISFIED


def test_a_new_building_is_held_to_the_mean(city, futian, officer):
    new = {"completed_on": date(2024, 1, 1).toordinal(), "fiscal_share": 0, "floor_area": 100}
    case = make_case(futian, "New", {2025: (75, 80)}, facts=new)
    assessed(city, [case])
    [row] = buildings.page_of([case.building.pk], scope_of(officer), "name")
    assert (row.limit, row.worst) == (72, Verdict.BREACHED)


def test_another_reporting_year(run, officer):
    scope = scope_of(officer, 2024)
    assert scope.year == 2024
    ids = list(buildings.matching(BuildingQuery(duty="32.2.1"), scope).values_list("pk", flat=True))
    [row] = buildings.page_of(ids, scope, "name")
    assert (row.name, row.eui) == ("Heavy", Decimal("126.4"))


def test_the_reporting_year_is_one_that_has_ended(city, futian, officer):
    case = make_case(futian, "Early", {2025: (70, 80), 2026: (70, 80)})
    assessed(city, [case], on=date(2026, 11, 20))
    assert scope_of(officer).years == (2025,)


def test_pages_neither_overlap_nor_leave_out(run, director):
    scope = scope_of(director)
    ids = list(buildings.matching(BuildingQuery(), scope).values_list("pk", flat=True))
    parts = [buildings.page_of(ids, scope, "verdict", start, 2) for start in (0, 2, 4)]
    assert sorted(row.id for part in parts for row in part) == sorted(ids)


# --- findings -------------------------------------------------------------------------------


def test_the_gravest_comes_first(city, futian, officer):
    exposed = {"order_expired_32_2_2": True} | {"audit_done": False}
    assessed(
        city,
        [
            make_case(futian, "Unknown", {2025: (None, 80)}),
            make_case(futian, "Breach", {2025: (90, 80)}, yearly={"audit_done": False}),
            make_case(futian, "Expired", {2025: (90, 80)}, yearly=exposed),
        ],
    )
    rows = page(officer, tab="all")
    assert (rows[0].name, rows[0].exposed) == ("Expired", True)
    assert (rows[1].name, rows[1].duty, rows[1].fine_high) == ("Breach", "32.2.2", 30_000_000)
    assert [row.verdict for row in rows] == sorted(
        (row.verdict for row in rows), key=[Verdict.BREACHED, Verdict.UNKNOWN, 1].index
    )


def test_of_what_is_owed_the_one_that_lacks_least_comes_first(city, futian, officer):
    assessed(
        city,
        [
            make_case(futian, "Two", {2025: (90, 80)}),
            make_case(futian, "One", {2025: (90, 80)}, yearly={"audit_done": True}),
        ],
    )
    rows = [row for row in page(officer) if row.duty == "32.2.2"]
    assert [(row.name, len(row.missing)) for row in rows] == [("One", 1), ("Two", 2)]


def test_the_tabs_count_what_they_show(run, officer):
    scope = scope_of(officer)
    ids = list(buildings.matching(BuildingQuery(), scope).values_list("pk", flat=True))
    counts = findings.listed(ids, FindingQuery(), scope, size=0).counts
    for tab in findings.TABS:
        assert counts[tab] == len(page(officer, tab=tab))
    assert counts["exposed"] == 0
    assert counts["breached"] < counts["owed"] < counts["all"]


def test_narrowing_by_what_is_missing(run, officer):
    assert {row.name for row in page(officer, tab="unknown", why="no_figure")} == {"Blank"}
    assert {row.duty for row in page(officer, tab="unknown", fact="measures_taken")} == {"32.2.2"}
    assert page(officer, tab="unknown", why="unverified_factor") == []


def test_a_reason_is_found_with_what_it_concerns(run, officer, cases):
    Finding.objects.filter(building=cases["Blank"].building, duty="32.2.1").update(
        missing={"constraint_value": "unverified:GB 1"}
    )
    assert [row.name for row in page(officer, tab="unknown", why="unverified")] == ["Blank"]


def test_a_fine_of_an_earlier_year_that_may_be_proposed_now_is_in_the_newest_list(
    city, futian, officer
):
    figures = {2023: (70, 80), 2024: (90, 80), 2025: (70, 80)}
    assessed(city, [make_case(futian, "Late", figures, yearly={"audit_done": False})])
    Finding.objects.filter(duty="32.2.2", year=2024).update(exposed=True)
    assert [(row.duty, row.year) for row in page(officer, tab="breached")] == [("32.2.2", 2024)]
    assert page(officer, scope=scope_of(officer, 2023), tab="breached") == []


def test_what_the_last_assessment_changed(run, city, cases, officer):
    cases["Above"].figures = {2025: (70, 80)}
    assessed(city, cases.values())
    begun = {(row.name, row.duty, row.verdict) for row in page(officer, tab="all", change="begun")}
    ended = {(row.name, row.duty, row.verdict) for row in page(officer, tab="all", change="ended")}
    assert ("Above", "32.2.1", Verdict.SATISFIED) in begun
    assert ("Above", "32.2.1", Verdict.BREACHED) in ended
    assert {name for name, _, _ in begun | ended} == {"Above"}


def test_since_is_the_day_the_verdict_began_and_not_the_day_a_figure_was_mended(
    city, futian, officer
):
    case = make_case(futian, "Old", {2025: (90, 80)})
    for day, figure in ((date(2026, 1, 9), 70), (date(2026, 2, 9), 90), (date(2026, 3, 9), 95)):
        case.figures = {2025: (figure, 80)}
        assessed(city, [case], on=day)
    [row] = [row for row in page(officer, tab="breached") if row.duty == "32.2.1"]
    assert row.since == date(2026, 2, 9)


def test_a_break_between_two_versions_begins_anew():
    versions = [
        Version(2, made_by=5, ended_by=None, made_on="2026-05-01"),
        Version(2, made_by=2, ended_by=3, made_on="2026-02-01"),
    ]
    assert since(versions) == date(2026, 5, 1)
    assert since([versions[0], versions[1]._replace(ended_by=5)]) == date(2026, 2, 1)


def test_orders_stand_beside_their_case_alone(run, cases, officer):
    building = cases["Heavy"].building
    days = {"issued_on": date(2026, 1, 5), "due_on": date(2026, 2, 5)}
    CorrectionOrder.objects.create(building=building, duty="32.2.3", year=2025, **days)
    CorrectionOrder.objects.create(building=building, duty="32.2.3", year=2024, **days)
    rows = {row.duty: row for row in page(officer) if row.name == "Heavy"}
    assert [order.due_on for order in rows["32.2.3"].orders] == [date(2026, 2, 5)]
    assert rows["32.2.2"].orders == ()


def test_every_order_of_findings(run, officer):
    for sort in findings.SORTS:
        assert len(page(officer, sort, tab="all")) == len(page(officer, f"-{sort}", tab="all"))
    assert [row.duty for row in page(officer, "duty")][0] == "25.2"
