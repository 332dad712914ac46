"""Articles 17, 34 and 35 on a laboratory's figures: at the boundary, one unit below, one above; the
wrong averaging time, an unqualified laboratory, an unconfirmed limit; and what all of it shows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.models import AirTest
from greenward.bureau.construction.testing import qualified, tables
from greenward.bureau.construction.testing.entering import Sound, enter
from greenward.bureau.construction.testing.judging import UNQUALIFIED, overviews
from greenward.law.language import Verdict
from greenward.law.sampled import Sample, shown

from . import acceptance_kit as kit
from .conftest import Site

OVER, MET, UNKNOWN = Verdict.BREACHED, Verdict.SATISFIED, Verdict.UNKNOWN


@pytest.fixture
def site(shenzhen: Site) -> Site:
    """Limits decide, formaldehyde and TVOC are the main pollutants, the laboratory is qualified."""
    kit.apply_limits(shenzhen.project.area)
    kit.name_main(shenzhen.project.area, "formaldehyde", "tvoc")
    for activity in ("air", "sound"):
        kit.certify(kit.company(shenzhen, PartyRole.LABORATORY), activity)
    return shenzhen


def overview(site: Site):
    return overviews([site.project.pk])[site.project.pk]


def verdict(site: Site, row) -> Verdict:
    kit.test(site, row)
    found = overview(site)
    return (found.air or found.sound)[-1].verdict


@pytest.mark.parametrize(
    ("value", "said"), [("0.063999", MET), ("0.064", MET), ("0.064001", OVER), ("0.08", OVER)]
)
def test_formaldehyde_at_eighty_per_cent(site: Site, value: str, said: Verdict) -> None:
    """Article 34: at most 80 % of 0.08 mg/m³, that is 0.064 itself still passes."""
    assert verdict(site, kit.air("formaldehyde", value)) is said


def test_the_same_concentration_in_another_unit(site: Site) -> None:
    assert verdict(site, kit.air("formaldehyde", "64", unit="μg/m³")) is MET


@pytest.mark.parametrize("averaging", ["", "instant", "8h"])
def test_another_averaging_time_is_no_evidence(site: Site, averaging: str) -> None:
    assert verdict(site, kit.air("formaldehyde", "0.5", averaging=averaging)) is UNKNOWN
    assert overview(site).air[0].why


@pytest.mark.parametrize(("value", "said"), [("47.5", MET), ("47.51", MET), ("47.49", OVER)])
def test_airborne_sound_at_the_mean(site: Site, value: str, said: Verdict) -> None:
    """Article 35: the mean of 45 and 50 dB."""
    row = Sound("party_bedrooms", "DnT,w+C", "201/202", Decimal(value), kit.days_ago(3), "GS-1")
    assert verdict(site, row) is said


@pytest.mark.parametrize(("value", "said"), [("70", MET), ("69.99", MET), ("70.01", OVER)])
def test_impact_sound_at_the_mean(site: Site, value: str, said: Verdict) -> None:
    """Article 35: the mean of 75 and 65 dB, from above."""
    row = Sound("bedroom_floor", "L'nT,w", "301/201", Decimal(value), kit.days_ago(3), "GS-1")
    assert verdict(site, row) is said


def test_a_laboratorys_certificate_is_asked_on_the_day_of_the_test(site: Site) -> None:
    """Expired the day before: no evidence. On its last day: evidence."""
    last = kit.days_ago(20)
    laboratory = kit.company(site, PartyRole.LABORATORY)
    laboratory.qualifications.filter(activity="air").update(last_day=last)
    kit.test(site, kit.air("formaldehyde", "0.01", on=last, room="1"))
    kit.test(site, kit.air("formaldehyde", "0.01", on=last + timedelta(1), room="2"))
    by_room = {one.test.room: one for one in overview(site).air}
    assert by_room["1"].verdict is MET
    assert by_room["2"].verdict is UNKNOWN
    assert by_room["2"].why == (UNQUALIFIED,)


def test_a_certificate_taken_away_no_longer_holds_from_that_day(site: Site) -> None:
    row = kit.company(site, PartyRole.LABORATORY).qualifications.get(activity="air")
    on = kit.days_ago(5)
    qualified.revoke(site.housing, row, area=site.project.area, on=on, because="伪造数据")
    assert qualified.holds(row, on - timedelta(1))
    assert not qualified.holds(row, on)
    with pytest.raises(PermissionDenied):
        qualified.revoke(site.developer, row, area=site.project.area, on=on, because="x")


def test_an_unconfirmed_limit_leaves_the_test_unknown(shenzhen: Site) -> None:
    kit.apply_limits(shenzhen.project.area, confirmed=False)
    kit.name_main(shenzhen.project.area, "formaldehyde")
    kit.certify(kit.company(shenzhen, PartyRole.LABORATORY), "air")
    kit.test(shenzhen, kit.air("formaldehyde", "0.2"))
    found = overview(shenzhen).air[0]
    assert found.verdict is UNKNOWN
    assert found.why == ("unverified:GB/T 18883-2022",)


def test_the_building_passes_when_every_room_has_every_main_pollutant(site: Site) -> None:
    kit.test(site, kit.air("formaldehyde", "0.05"), kit.air("tvoc", "0.4", averaging="8h"))
    assert site.fresh().facts["air_samples_conform"] is True
    kit.test(site, kit.air("formaldehyde", "0.05", room="客厅"))
    assert "air_samples_conform" not in site.fresh().facts
    assert overview(site).samples.missing == (("客厅", "tvoc"),)
    kit.test(site, kit.air("tvoc", "0.49", averaging="8h", room="客厅"))
    assert site.fresh().facts["air_samples_conform"] is False


def test_a_retest_supersedes_with_its_reason(site: Site) -> None:
    kit.test(site, kit.air("formaldehyde", "0.07"), kit.air("tvoc", "0.4", averaging="8h"))
    with pytest.raises(ValidationError):
        kit.test(site, kit.air("formaldehyde", "0.05", number="KQ-2"))
    kit.test(site, kit.air("formaldehyde", "0.05", number="KQ-2"), retest="更换板材后复测")
    assert site.fresh().facts["air_samples_conform"] is True
    assert AirTest.objects.filter(pollutant="formaldehyde").count() == 2
    before = AirTest.objects.get(pollutant="formaldehyde", report_number="KQ-1")
    assert before.superseded_by.because == "更换板材后复测"


def test_no_list_of_main_pollutants_leaves_the_building_unknown(shenzhen: Site) -> None:
    kit.apply_limits(shenzhen.project.area)
    kit.certify(kit.company(shenzhen, PartyRole.LABORATORY), "air")
    kit.test(shenzhen, *kit.clean())
    assert "air_samples_conform" not in shenzhen.fresh().facts
    assert overview(shenzhen).main is None


def test_the_acceptance_limits_of_a_dwelling_decide_article_17(site: Site) -> None:
    """GB 50325, class I: formaldehyde 0.07 mg/m³; Article 34 asks for less and is another question."""
    kit.test(site, *kit.clean())
    assert site.fresh().facts["indoor_air_conforms"] is True
    kit.test(site, kit.air("formaldehyde", "0.07"), retest="再测")
    assert site.fresh().facts["indoor_air_conforms"] is True
    assert site.fresh().facts["air_samples_conform"] is False
    kit.test(site, kit.air("formaldehyde", "0.070001"), retest="三测")
    assert site.fresh().facts["indoor_air_conforms"] is False


def test_all_three_elements_must_be_tested(site: Site) -> None:
    kit.test(site, *kit.quiet()[:2])
    assert "sound_tests_conform" not in site.fresh().facts
    kit.test(site, *kit.quiet()[2:])
    assert site.fresh().facts["sound_tests_conform"] is True


def test_tests_are_for_the_laboratory_and_the_builders_to_enter(site: Site) -> None:
    laboratory = kit.company(site, PartyRole.LABORATORY)
    with pytest.raises(PermissionDenied):
        enter(site.parties[PartyRole.DESIGNER], site.fresh(), laboratory, [kit.air("tvoc", "1")])


def test_every_row_of_a_table_is_taken_or_refused(site: Site, tmp_path: Path) -> None:
    day = kit.days_ago(2)
    lines = [
        "某检测公司,,,,,,,",
        "房间,检测项目,检测结果,单位,取值时间,封闭时间,检测日期,报告编号",
        f"201,甲醛,0.05,mg/m3,1小时平均,12,{day},KQ-9",
        f"201,TVOC,0.40,mg/m³,8h,,{day:%Y/%m/%d},KQ-9",
        f"201,甲醛,0.06,mg/m³,1h,12,{day},KQ-9",
        f"202,石棉,0.06,mg/m³,1h,12,{day},KQ-9",
        f"202,苯,低,mg/m³,1h,12,{day},KQ-9",
        f"202,苯,0.01,mg/m³,1h,12,{date.today() + timedelta(9)},KQ-9",
    ]
    path = tmp_path / "air.csv"
    path.write_text("\n".join(lines), "utf-8")
    read = tables.read(site.project, "air", path)
    assert len(read.accepted) == 2
    assert [one.row for one in read.refused] == [5, 6, 7, 8]
    assert read.rows == 6
    assert read.accepted[0].averaging == "1h"


CELLS = st.tuples(
    st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from([True, False, None])
)


@given(st.lists(CELLS), st.frozensets(st.sampled_from("xyz")))
def test_a_building_passes_only_when_all_is_tested_and_passes(cells, required) -> None:
    samples = [Sample(*cell) for cell in cells]
    rooms = {one.place for one in samples}
    found = shown(samples, required, rooms)
    every = all(
        any(s.place == room and s.what == what for s in samples)
        and all(s.passes is True for s in samples if (s.place, s.what) == (room, what))
        for room in rooms
        for what in required
    )
    assert (found.truth is False) == any(one.passes is False for one in samples)
    if found.truth is True:
        assert every
        assert rooms
        assert required
    elif found.truth is None and required and rooms:
        assert found.missing


def test_a_second_test_is_asked_for_its_reason_in_words(site: Site) -> None:
    kit.test(site, kit.air("formaldehyde", "0.05"))
    with pytest.raises(ValidationError, match="201卧室 · 甲醛"):
        kit.test(site, kit.air("formaldehyde", "0.06"))
