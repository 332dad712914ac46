"""Articles 15 and 16: a third party's signed report; a session that four parties sign, whose
signatures bind one content; a failure that is recorded, and the session after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenward.bureau.accounts.models import Area, Membership, PartyRole, Role
from greenward.bureau.casework.documents import path_of
from greenward.bureau.construction.accepting import checks
from greenward.bureau.construction.accepting.reading import (
    asks_session,
    legs_of_sessions,
    not_met,
    sessions,
    signatures,
    void,
)
from greenward.bureau.construction.accepting.report import issue, record
from greenward.bureau.construction.accepting.sessions import (
    Point,
    Presence,
    sign,
    write,
    write_points,
)
from greenward.bureau.construction.course import course
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import (
    Acceptance,
    Decision,
    Evaluation,
    Project,
    Signature,
    SiteRecord,
)
from greenward.bureau.construction.sitework import open_deviations
from greenward.bureau.construction.sitework import record as record_site
from greenward.bureau.construction.stating import state
from greenward.bureau.construction.testing import evaluating
from greenward.bureau.construction.testing.evaluating import conflicts
from greenward.bureau.construction.testing.report import filed
from tests.fixtures.people import make_actor

from . import acceptance_kit as kit
from .conftest import Site

STATED = {
    "component_records_complete": True,
    "interior_decoration": False,
}


@pytest.fixture
def site(shenzhen: Site) -> Site:
    """Permitted with two stars, chapter, clean and quiet, everybody qualified; nothing assessed yet."""
    area = shenzhen.project.area
    Project.objects.update(state_organ_office=False, fiscal_share=0)
    kit.apply_limits(area)
    kit.name_main(area, "formaldehyde", "tvoc")
    for activity in ("air", "sound"):
        kit.certify(kit.company(shenzhen, PartyRole.LABORATORY), activity)
    kit.certify(kit.company(shenzhen, PartyRole.EVALUATOR), "evaluation")
    kit.promise(shenzhen)
    state(shenzhen.planning, shenzhen.fresh(), {"permit_star": 2})
    record_decision(
        shenzhen.planning,
        shenzhen.fresh(),
        "planning_permit",
        granted=True,
        decided_on=kit.days_ago(300),
        number="规许2025-1",
        authority="规划和自然资源局",
    )
    state(shenzhen.housing, shenzhen.fresh(), STATED)
    kit.test(shenzhen, *kit.clean())
    kit.test(shenzhen, *kit.quiet())
    return shenzhen


def pass_own(site: Site, gate_id: str) -> None:
    application = kit.apply(site.developer, site.fresh(), gate_id)
    grant(site.developer, application.matter)


@pytest.fixture
def assessed(site: Site) -> Site:
    kit.assess(site)
    pass_own(site, "conformity_assessment")
    return site


# --- the assessment -------------------------------------------------------------------------


@pytest.mark.parametrize(("after", "qualified"), [(0, True), (1, False)])
def test_the_certificate_is_asked_on_the_day_of_the_commission(
    site: Site, after: int, qualified: bool
) -> None:
    """Valid until the day of the commission: qualified; expired the day before: not."""
    company = kit.company(site, PartyRole.EVALUATOR)
    company.qualifications.update(last_day=kit.days_ago(60))
    kit.commission(site, kit.days_ago(60) + timedelta(after))
    assert site.fresh().facts["assessor_qualified"] is qualified


def test_an_agency_without_any_certificate_on_file_is_unknown(site: Site) -> None:
    kit.company(site, PartyRole.EVALUATOR).qualifications.all().delete()
    kit.commission(site)
    assert "assessor_qualified" not in site.fresh().facts


def test_who_takes_part_otherwise_is_no_third_party(site: Site) -> None:
    designer = kit.company(site, PartyRole.DESIGNER)
    assert conflicts(site.project, designer)
    assert conflicts(site.project, site.project.developer)
    with pytest.raises(ValidationError, match="第三方|third party"):
        evaluating.commission(
            site.developer,
            site.fresh(),
            organisation=designer,
            commissioned_on=kit.days_ago(1),
            contract_number="1",
        )


def test_one_person_in_both_houses_is_a_conflict(site: Site) -> None:
    agency = kit.company(site, PartyRole.EVALUATOR)
    assert not conflicts(site.project, agency)
    Membership.objects.create(
        user=site.developer.user, organisation=agency, first_day=kit.days_ago(1)
    )
    assert conflicts(site.project, agency)


def test_a_report_lacks_nothing_when_it_is_issued(site: Site) -> None:
    found = kit.commission(site)
    evaluator = site.parties[PartyRole.EVALUATOR]
    with pytest.raises(ValidationError) as refused:
        evaluating.issue(evaluator, found, filed(evaluator, found))
    assert len(refused.value.messages) == 5  # independence, day, star and the two promised figures
    with pytest.raises(PermissionDenied):
        evaluating.declare_independence(site.parties[PartyRole.DESIGNER], found)


@pytest.mark.parametrize(("found", "met"), [("60.00", True), ("60.01", False), ("59.99", True)])
def test_a_promised_figure_is_compared_at_its_boundary(site: Site, found: str, met: bool) -> None:
    rows = (replace(kit.MEASURED[0], found=found), kit.MEASURED[1])
    assessment = kit.assess(site, measured=rows)
    assert assessment.measurements.get(indicator="energy_target").met is met


def test_a_signed_report_counts_until_an_officer_finds_otherwise(assessed: Site) -> None:
    facts = assessed.fresh().facts
    assert facts["report_genuine"] is facts["report_accurate"] is True
    found = Evaluation.objects.get()
    with pytest.raises(PermissionDenied):
        evaluating.check(assessed.developer, found, quality="genuine", holds=False, reasons="x")
    evaluating.check(
        assessed.housing, found, quality="genuine", holds=False, reasons="原始记录不存在"
    )
    assert assessed.fresh().facts["report_genuine"] is False
    assert Decision.objects.get(gate="conformity_assessment").reopened_because == "原始记录不存在"


def test_the_generated_report_is_filed_under_its_hash(assessed: Site) -> None:
    found = Evaluation.objects.get()
    assert path_of(found.report.document).read_bytes()[:5] == b"%PDF-"
    assert found.signatory == assessed.parties[PartyRole.EVALUATOR].name


# --- the session ----------------------------------------------------------------------------


def test_a_session_begins_with_what_is_known(assessed: Site) -> None:
    session = kit.open_session(assessed)
    rows = {item.what: item for item in session.items.all()}
    energy = rows["能耗指标 / energy use"]
    assert (energy.required, energy.found, energy.result) == (
        "≤ 60.00 kWh/(m²·a)",
        "58.20 kWh/(m²·a)",
        "met",
    )
    assert rows["甲醛 / formaldehyde"].result == "met"
    assert {item.comparison for item in rows.values()} == {"standards", "drawings", "chapter"}


def test_all_four_sign_and_it_is_passed(assessed: Site) -> None:
    session = kit.fill(assessed, kit.open_session(assessed))
    with pytest.raises(ValidationError):
        grant(assessed.developer, session.application.matter)
    session = kit.sign_all(assessed, session)
    facts = assessed.fresh().facts
    assert all(
        facts[name] is True for name in ("meets_standards", "meets_drawings", "meets_chapter")
    )
    assert facts["accepted_star"] == 2
    grant(assessed.developer, session.application.matter)
    issue(assessed.developer, sessions().get(pk=session.pk))
    assert assessed.fresh().facts["acceptance_report_issued"] is True
    pass_own(assessed, "completion_acceptance")


def test_three_signatures_are_not_four(assessed: Site) -> None:
    session = kit.fill(assessed, kit.open_session(assessed))
    kit.sign_all(assessed, session, *kit.FOUR[:3])
    assert not {"meets_standards", "acceptance_parties_present"} & set(assessed.fresh().facts)


def test_a_dissent_leaves_the_comparisons_open(assessed: Site) -> None:
    session = kit.fill(assessed, kit.open_session(assessed))
    kit.sign_all(assessed, session, *kit.FOUR[:3])
    session = sessions().get(pk=session.pk)
    supervisor = assessed.parties[PartyRole.SUPERVISOR]
    with pytest.raises(ValidationError):
        sign(supervisor, session, PartyRole.SUPERVISOR, seen=session.content_hash, agrees=False)
    sign(
        supervisor,
        session,
        PartyRole.SUPERVISOR,
        seen=session.content_hash,
        agrees=False,
        reason="外窗未复验",
    )
    facts = assessed.fresh().facts
    assert facts["acceptance_parties_present"] is True
    assert "meets_standards" not in facts
    with pytest.raises(ValidationError):
        grant(assessed.developer, session.application.matter)


def test_nobody_signs_for_another(assessed: Site) -> None:
    session = kit.fill(assessed, kit.open_session(assessed))
    for actor in (assessed.parties[PartyRole.DESIGNER], assessed.housing):
        with pytest.raises(PermissionDenied):
            sign(actor, session, PartyRole.SUPERVISOR, seen=session.content_hash, agrees=True)
    with pytest.raises(ValidationError, match="再|again"):
        sign(assessed.developer, session, PartyRole.DEVELOPER, seen="0" * 64, agrees=True)


CHANGES = st.sampled_from(["found", "result", "note", "star", "findings", "place", "people", "add"])


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_any_change_voids_every_signature(signed: Acceptance, changes: list[str]) -> None:
    with transaction.atomic():
        site, session = signed
        for change in changes:
            _change(site, sessions().get(pk=session.pk), change)
            now = sessions().get(pk=session.pk)
            assert not signatures(now)
            assert len(void(now)) == 4
            assert "meets_standards" not in site.fresh().facts
        transaction.set_rollback(True)


@pytest.fixture
def signed(assessed: Site) -> tuple[Site, Acceptance]:
    return assessed, kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed)))


def _change(site: Site, session: Acceptance, change: str) -> None:
    item = session.items.all()[0]
    point = Point(
        item.pk, item.comparison, item.what, item.required, item.found, item.result, item.note
    )
    points = {
        "found": replace(point, found=point.found + "!"),
        "result": replace(point, result="not_met"),
        "note": replace(point, note=point.note + "!"),
        "add": Point(None, "standards", f"另一项{session.revision}", result="met"),
    }
    if change in points:
        write_points(site.developer, session, [points[change]])
        return
    head = {
        "held_on": session.held_on,
        "place": session.place + ("!" if change == "place" else ""),
        "star": 3 if change == "star" else session.star,
        "findings": session.findings + ("!" if change == "findings" else ""),
        "attendance": {
            one.role: Presence(one.present, one.people + ("!" if change == "people" else ""))
            for one in session.attendance.all()
        },
    }
    write(site.parties[PartyRole.SUPERVISOR], session, **head)


def test_a_failure_is_recorded_and_the_next_session_starts_from_it(assessed: Site) -> None:
    session = kit.fill(assessed, kit.open_session(assessed), failing="照明")
    session = kit.sign_all(assessed, session)
    with pytest.raises(ValidationError):
        grant(assessed.developer, session.application.matter)
    decision = refuse(assessed.developer, session.application.matter, remark="照明功率密度超标")
    assert decision.unmet == ["acceptance_standards", "acceptance_drawings"]
    session = sessions().get(pk=session.pk)
    issue(assessed.developer, session)
    sheet = record(session, decision)
    assert not sheet.good
    assert any("不符合项" in part.head.zh and len(part.rows) == 2 for part in sheet.parts)

    later = kit.open_session(assessed)
    assert later.follows_id == session.pk
    opened = [item for item in later.items.all() if item.open_point]
    assert {item.what for item in opened} == {item.what for item in not_met(session)}
    assert all(item.result == "" for item in opened)
    assert "meets_standards" not in assessed.fresh().facts
    later = kit.sign_all(assessed, kit.fill(assessed, later))
    assert grant(assessed.developer, later.application.matter).granted


def test_an_absent_party_is_an_unmet_requirement(assessed: Site) -> None:
    session = kit.fill(assessed, kit.open_session(assessed))
    attendance = {role: Presence(role is not PartyRole.SUPERVISOR) for role in kit.FOUR}
    write(
        assessed.developer,
        session,
        held_on=session.held_on,
        place="",
        star=2,
        findings="",
        attendance=attendance,
    )
    assert assessed.fresh().facts["acceptance_parties_present"] is False
    decision = refuse(assessed.developer, session.application.matter, remark="监理未到场")
    assert decision.unmet == ["acceptance_parties"]


def test_a_decided_session_and_its_signatures_cannot_be_changed(assessed: Site) -> None:
    session = kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed)))
    grant(assessed.developer, session.application.matter)
    with pytest.raises(ValidationError):
        write_points(assessed.developer, sessions().get(pk=session.pk), [])
    for change in (
        "UPDATE construction_acceptanceitem SET found = 'x'",
        "UPDATE construction_acceptance SET star = 3",
        "UPDATE construction_signature SET agrees = true",
        "DELETE FROM construction_signature",
        "UPDATE construction_airtest SET value = 0",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert Signature.objects.count() == 4


def test_a_city_without_such_a_gate_holds_no_session(jinzhou: Site) -> None:
    law = law_of(jinzhou.project.area)
    assert not [gate for gate in law.edition.gates if asks_session(gate)]
    assert not legs_of_sessions(course(law, jinzhou.fresh()))


# --- the site and the authority's checks ----------------------------------------------------


def test_a_reported_demand_is_for_the_authority_alone(shenzhen: Site) -> None:
    contractor = shenzhen.parties[PartyRole.CONTRACTOR]
    today = timezone.localdate()
    record_site(contractor, shenzhen.fresh(), "demand", happened_on=today, text="要求取消外遮阳")
    seen = SiteRecord.objects.seen_by
    assert seen(contractor, shenzhen.project).count() == 1
    assert seen(shenzhen.housing, shenzhen.project).count() == 1
    assert not seen(shenzhen.developer, shenzhen.project)
    assert not seen(shenzhen.parties[PartyRole.SUPERVISOR], shenzhen.project)
    with pytest.raises(PermissionDenied):
        record_site(shenzhen.developer, shenzhen.fresh(), "demand", happened_on=today, text="x")


def test_a_deviation_is_open_until_it_is_corrected(shenzhen: Site) -> None:
    supervisor = shenzhen.parties[PartyRole.SUPERVISOR]
    found = record_site(
        supervisor,
        shenzhen.fresh(),
        "deviation",
        happened_on=kit.days_ago(5),
        text="保温层厚度不足",
    )
    with pytest.raises(ValidationError):
        record_site(
            supervisor,
            shenzhen.fresh(),
            "correction",
            happened_on=kit.days_ago(6),
            text="补做",
            answers=found,
        )
    assert open_deviations(shenzhen.project) == [found]
    record_site(
        supervisor,
        shenzhen.fresh(),
        "correction",
        happened_on=kit.days_ago(1),
        text="补做",
        answers=found,
    )
    assert not open_deviations(shenzhen.project)


def test_works_begin_once(shenzhen: Site) -> None:
    contractor = shenzhen.parties[PartyRole.CONTRACTOR]
    record_site(contractor, shenzhen.fresh(), "begun", happened_on=kit.days_ago(5))
    assert shenzhen.fresh().facts["works_begun"] is True
    with pytest.raises(ValidationError):
        record_site(contractor, shenzhen.fresh(), "begun", happened_on=kit.days_ago(4))


def test_the_authority_checks_some_acceptances_of_the_year(assessed: Site) -> None:
    area = assessed.project.area
    today = timezone.localdate()
    assert not checks.of_year(assessed.housing, area, today.year).held
    session = kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed)))
    with pytest.raises(ValidationError):
        _check(assessed, session)
    grant(assessed.developer, session.application.matter)
    before = checks.of_year(assessed.housing, area, today.year)
    assert (before.held, before.checked) == (1, 0)
    assert [one.verdict.name for one in before.judged] == ["BREACHED"]
    session = sessions().get(pk=session.pk)
    with pytest.raises(ValidationError):
        _check(assessed, session, conforms=False)
    _check(assessed, session)
    after = checks.of_year(assessed.housing, area, today.year)
    assert [one.verdict.name for one in after.judged] == ["SATISFIED"]
    stranger = make_actor("elsewhere", (Role.OFFICER, Area.objects.get(code="440305")))
    with pytest.raises(PermissionDenied):
        _check(replace(assessed, housing=stranger), session)


def _check(site: Site, session: Acceptance, conforms: bool = True) -> None:
    checks.check(
        site.housing,
        session,
        checked_on=timezone.localdate(),
        cause="drawn",
        chosen_by="C-2026-1",
        conforms=conforms,
    )


def test_a_retest_is_what_the_next_session_starts_with(assessed: Site) -> None:
    """A failed air test opens the point; the session after the retest begins with today's answer."""
    kit.test(assessed, kit.air("formaldehyde", "0.07", number="KQ-2"), retest="复测")
    session = kit.open_session(assessed)
    assert session.items.get(what="甲醛 / formaldehyde").result == "not_met"
    session = kit.sign_all(assessed, kit.fill(assessed, session, failing="甲醛"))
    refuse(assessed.developer, session.application.matter, remark="甲醛超标")
    kit.test(assessed, kit.air("formaldehyde", "0.03", number="KQ-3"), retest="治理后复测")
    again = kit.open_session(assessed).items.get(what="甲醛 / formaldehyde")
    assert (again.result, again.open_point) == ("met", True)
    assert "0.07" in again.note
