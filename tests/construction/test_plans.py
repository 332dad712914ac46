"""Plans (Articles 4 and 12): what the law reads in a special plan, and what was reached of a year's targets,
with numerator, denominator, stage and cut-off day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import AnnualPlan, Indicator, PlanTarget, SpecialPlan
from greenward.bureau.construction.planning.plans import (
    plan_of,
    reading_of_plan,
    record_actual,
    record_annual_plan,
    record_special_plan,
    set_targets,
)
from greenward.bureau.construction.planning.reached import results
from tests.casework.papers import pdf
from tests.fixtures.people import make_actor

from .chapters import conforming
from .conftest import Site, build_site
from .test_chapter_pages import as_
from .test_chapters import permit_of

YEAR = timezone.localdate().year
PLAN: dict[str, Any] = {
    "name": "绿色建筑发展专项规划",
    "number": "深建规〔2022〕1号",
    "made_on": date(2022, 5, 1),
    "first_year": 2022,
    "last_year": YEAR,
    "targets": "新建建筑全部达到一星级。",
    "tasks": "推广装配式建造。",
    "safeguards": "",
    "fits_spatial_plan": True,
    "coordinated": None,
    "fitted_how": "衔接论证报告",
}
ANNUAL: dict[str, Any] = {
    "year": YEAR,
    "number": "深建〔2026〕9号",
    "made_on": date(YEAR, 1, 9),
    "counted_at": "planning_permit",
}


@pytest.fixture
def mayor(shenzhen: Site) -> Actor:
    """A director of the whole city."""
    return make_actor("of-the-city", (Role.DIRECTOR, shenzhen.project.area.city()))


@pytest.fixture
def plan(shenzhen: Site, mayor: Actor) -> AnnualPlan:
    city = shenzhen.project.area.city()
    return record_annual_plan(mayor, city, law_of(city), **ANNUAL)


def test_the_law_reads_what_a_special_plan_lacks(shenzhen: Site, mayor: Actor) -> None:
    city = shenzhen.project.area.city()
    plan = record_special_plan(mayor, city, **PLAN)
    read = {duty.id: truth for duty, truth in reading_of_plan(law_of(city).edition, plan, YEAR)}
    assert read["12.1"] is False  # no safeguards
    assert read["12.2"] is None  # nobody says whether it is coordinated
    whole = PLAN | {"safeguards": "资金保障。", "coordinated": True}
    better = record_special_plan(mayor, city, corrects=plan, **whole)
    read = {duty.id: truth for duty, truth in reading_of_plan(law_of(city).edition, better, YEAR)}
    assert read["12.1"] is read["12.2"] is True
    assert plan_of(shenzhen.project.area) == better
    assert plan_of(shenzhen.project.area, YEAR + 1) is None
    assert SpecialPlan.objects.count() == 2


def test_a_plan_is_the_citys_and_stands_once(
    shenzhen: Site, mayor: Actor, plan: AnnualPlan
) -> None:
    city = shenzhen.project.area.city()
    with pytest.raises(PermissionDenied):
        record_special_plan(shenzhen.director, city, **PLAN)
    with pytest.raises(ValidationError):
        record_annual_plan(mayor, city, law_of(city), **ANNUAL)
    with pytest.raises(ValidationError):
        record_annual_plan(
            mayor, city, law_of(city), **(ANNUAL | {"year": 2031, "counted_at": "x"})
        )
    with pytest.raises(ValidationError):
        record_special_plan(mayor, city, **(PLAN | {"last_year": 2021}))


def test_starts_are_counted_by_their_star_and_area(
    shenzhen: Site, mayor: Actor, plan: AnnualPlan
) -> None:
    district = shenzhen.project.area
    permit_of(shenzhen, star=2)  # 12,000 m² with two stars
    permit_of(build_site(district, "SZ-2", floor_area=Decimal(24_000)), star=1)
    conforming(build_site(district, "SZ-3"))  # no permit: no start
    for indicator, target in ((Indicator.ONE_STAR, 100), (Indicator.TWO_STARS, 50)):
        set_targets(mayor, plan, indicator, {district: Decimal(target)})
    set_targets(mayor, plan, Indicator.PREFABRICATED, {district: Decimal(40)})
    rows = list(PlanTarget.objects.select_related("area"))
    found = {r.target.indicator: r for r in results(mayor, plan, law_of(district), rows)}
    one, two = found["one_star"], found["two_stars"]
    assert (one.value, one.projects, one.starts, one.mark) == (100, 2, 2, "satisfied")
    assert (two.value, two.area, two.whole) == (Decimal("33.33"), 12_000, 36_000)
    assert two.mark == "unknown"  # the year still runs
    assert two.cut_off == timezone.localdate()
    assert found["prefabricated"].value == 100


def test_what_nobody_counts_is_entered_with_its_source(
    shenzhen: Site, mayor: Actor, plan: AnnualPlan
) -> None:
    district = shenzhen.project.area
    set_targets(mayor, plan, Indicator.RETROFIT_AREA, {district: Decimal(50_000)})
    set_targets(mayor, plan, Indicator.ONE_STAR, {district: Decimal(100)})
    target = PlanTarget.objects.get(indicator="retrofit_area")
    said = {"actual": Decimal(61_000), "on": timezone.localdate(), "source": "区住建局报表"}
    record_actual(shenzhen.director, target, **said)
    target.refresh_from_db()
    (found,) = results(mayor, plan, law_of(district), [target])
    assert (found.value, found.mark, found.counted) == (61_000, "satisfied", False)
    with pytest.raises(ValidationError):
        record_actual(shenzhen.director, PlanTarget.objects.get(indicator="one_star"), **said)


def test_a_district_sees_its_own_targets_and_the_city_all(
    shenzhen: Site, mayor: Actor, plan: AnnualPlan
) -> None:
    nanshan = Area.objects.get(code="440305")
    set_targets(
        mayor,
        plan,
        Indicator.RETROFIT_AREA,
        {shenzhen.project.area: Decimal(7), nanshan: Decimal(9)},
    )
    url = reverse("construction:plans")
    assert "南山区" in as_(mayor).get(url).content.decode()
    assert "南山区" not in as_(shenzhen.director).get(url).content.decode()
    assert as_(shenzhen.developer).get(url).status_code == 403
    actual = reverse("construction:plan_actual", args=[PlanTarget.objects.get(area=nanshan).pk])
    assert as_(shenzhen.director).get(actual).status_code == 403


def test_the_forms_of_plans(shenzhen: Site, mayor: Actor) -> None:
    director, city = as_(mayor), shenzhen.project.area.city()
    new = reverse("construction:annual_plan_new")
    sent = {
        "year": YEAR,
        "number": "1",
        "made_on": f"{YEAR}-01-09",
        "counted_at": "planning_permit",
    }
    answer = director.post(new, sent)
    plan = AnnualPlan.objects.get()
    grid = reverse("construction:plan_targets", args=[plan.pk, "one_star"])
    assert answer.headers["Location"] == grid
    assert director.post(grid, {f"area-{shenzhen.project.area_id}": "101"}).status_code == 422
    assert director.post(grid, {f"area-{shenzhen.project.area_id}": "90"}).status_code == 302
    assert PlanTarget.objects.get().target == 90
    other = reverse("construction:plan_targets", args=[plan.pk, "other"])
    assert director.post(other, {f"area-{shenzhen.project.area_id}": "3"}).status_code == 422
    words = {"words": "近零能耗项目", "unit": "个", f"area-{shenzhen.project.area_id}": "3"}
    assert director.post(other, words).status_code == 302
    special = reverse("construction:special_plan_new")
    given = {k: v for k, v in PLAN.items() if v is not None} | {"made_on": "2022-05-01"}
    assert director.post(special, given).status_code == 302
    pk = SpecialPlan.objects.get().pk
    assert director.get(reverse("construction:special_plan", args=[pk])).status_code == 200
    correct = reverse("construction:special_plan_correct", args=[pk])
    assert director.post(correct, given | {"coordinated": "True"}).status_code == 302
    assert plan_of(city).coordinated is True  # type: ignore[union-attr]
    page = director.get(reverse("construction:plans")).content.decode()
    assert "近零能耗项目" in page and "3 个" in page


def test_the_page_asks_the_same_however_many_targets(
    shenzhen: Site, mayor: Actor, plan: AnnualPlan
) -> None:
    client, counts = as_(mayor), []
    client.get(reverse("construction:plans"))
    for indicator in (Indicator.ONE_STAR, Indicator.TWO_STARS, Indicator.RETROFIT_AREA):
        set_targets(mayor, plan, indicator, {shenzhen.project.area: Decimal(9)})
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("construction:plans"))
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12


def test_a_plan_is_opened_by_the_officials_of_its_city(shenzhen: Site, mayor: Actor) -> None:
    city, paper = shenzhen.project.area.city(), pdf()
    sent = SimpleUploadedFile("plan.pdf", paper)
    plan = record_special_plan(mayor, city, **PLAN, upload=sent)
    sent = SimpleUploadedFile("year.pdf", paper)
    year = record_annual_plan(mayor, city, law_of(city), **ANNUAL, upload=sent)
    for name, page, row in (
        ("special_plan_file", reverse("construction:special_plan", args=[plan.pk]), plan),
        ("annual_plan_file", reverse("construction:plans"), year),
    ):
        url = reverse(f"construction:{name}", args=[row.pk])
        assert url in as_(shenzhen.housing).get(page).content.decode()
        got = as_(shenzhen.housing).get(url)
        assert b"".join(got.streaming_content) == paper  # type: ignore[attr-defined]
        assert got["Content-Security-Policy"].startswith("sandbox")
        assert as_(shenzhen.developer).get(url).status_code == 403
