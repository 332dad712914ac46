"""What a lawyer would try on the course: papers changed under review, a third party that is none, an
acceptance of a chapter that was changed since, decisions told out of order, a new developer halfway
(Articles 6, 8, 12 to 16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.casework.matters import handling, requests
from greenward.bureau.casework.models import Matter, RequestItem
from greenward.bureau.construction.accepting import checks
from greenward.bureau.construction.accepting.reading import sessions, void
from greenward.bureau.construction.applying import apply, take_back
from greenward.bureau.construction.chapters.writing import hand_in
from greenward.bureau.construction.course import Leg, Step, course
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.holding import hold
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.leads import questioned
from greenward.bureau.construction.missing import request_missing
from greenward.bureau.construction.models import Acceptance, Engagement, Evaluation, Project, Stage
from greenward.bureau.construction.owed import Item, owed
from greenward.bureau.construction.responsibility import engaging
from greenward.bureau.construction.responsibility.succession import change_developer
from greenward.bureau.construction.stating import state
from greenward.bureau.construction.testing import evaluating
from tests.fixtures.people import make_actor

from . import acceptance_kit as kit
from .chapters import draft, handed_in, land_papers, writer
from .conftest import Site
from .test_acceptance import assessed as assessed
from .test_acceptance import site as site
from .test_chapters import permit_of

PERMIT, DRAWINGS = "planning_permit", "drawing_certificate"
WHOLE = {"green_designed": True, "drawings_meet_energy_standards": True}
TODAY = timezone.localdate()


def legs(site: Site) -> dict[str, Leg]:
    return {leg.gate.id: leg for leg in course(law_of(site.project.area), site.fresh())}


def steps(site: Site) -> dict[str, Step]:
    return {name: leg.step for name, leg in legs(site).items()}


def drawings(site: Site) -> Matter:
    """Drawings on which everything is met, handed in for their certificate."""
    state(site.housing, site.fresh(), WHOLE)
    return apply(site.developer, site.fresh(), DRAWINGS).matter


def reviewer(site: Site) -> Any:
    return site.parties[PartyRole.DRAWING_REVIEWER]


# --- gates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("area", "two_stars"), [("19999.99", False), ("20000.00", True)])
def test_a_public_building_is_large_from_twenty_thousand_square_metres(
    shenzhen: Site, area: str, two_stars: bool
) -> None:
    Project.objects.update(function="A", floor_area=Decimal(area), state_organ_office=False)
    state(shenzhen.planning, shenzhen.fresh(), {"permit_star": 1})
    unmet = {found.ground.id for found in legs(shenzhen)[PERMIT].hearing.unmet}
    assert ("permit_two_stars" in unmet) is two_stars


def test_a_hold_after_everything_is_met_binds_the_decision(jinzhou: Site) -> None:
    matter = drawings(jinzhou)
    hold(jinzhou.housing, jinzhou.fresh().matter, remark="停工令")
    with pytest.raises(ValidationError):
        grant(reviewer(jinzhou), matter)


def test_what_was_taken_back_is_not_decided_and_may_be_asked_for_again(jinzhou: Site) -> None:
    matter = drawings(jinzhou)
    take_back(jinzhou.developer, matter)
    with pytest.raises(ValidationError):
        grant(reviewer(jinzhou), matter)
    again = apply(jinzhou.developer, jinzhou.fresh(), DRAWINGS).matter
    grant(reviewer(jinzhou), again)
    with pytest.raises(ValidationError):
        apply(jinzhou.developer, jinzhou.fresh(), DRAWINGS)


def test_the_land_asks_for_more_after_the_permit(shenzhen: Site) -> None:
    permit_of(shenzhen, star=1)
    with pytest.raises(ValidationError):
        land_papers(shenzhen, star=2)


def test_a_new_version_under_review_is_no_way_around_it(shenzhen: Site) -> None:
    """Article 13.2: the chapter before the authority is the one it reviews, though the law reads the
    same in the other."""
    land_papers(shenzhen)
    grant(shenzhen.planning, apply(shenzhen.planning, shenzhen.plot, "land_terms").matter)
    handed_in(shenzhen)
    asked = apply(shenzhen.developer, shenzhen.fresh(), PERMIT).matter
    other = draft(shenzhen, technical_path="改用另一条技术路径。")
    with pytest.raises(ValidationError, match="-GH-"):
        hand_in(writer(shenzhen, Stage.PLANNING), other)
    take_back(shenzhen.developer, asked)
    hand_in(writer(shenzhen, Stage.PLANNING), other)


def test_of_two_decisions_told_out_of_order_the_later_stands(jinzhou: Site) -> None:
    def told(granted: bool, on: date, number: str) -> None:
        record_decision(
            jinzhou.housing,
            jinzhou.fresh(),
            DRAWINGS,
            granted=granted,
            decided_on=on,
            number=number,
            authority="省审查中心",
        )

    told(False, date(2026, 5, 1), "外审2")
    with pytest.raises(ValidationError, match="外审2"):
        told(True, date(2026, 1, 1), "外审1")
    told(False, date(2026, 4, 1), "外审2")  # its day corrected
    assert steps(jinzhou)[DRAWINGS] is Step.REFUSED


# --- the third party ------------------------------------------------------------------------


@pytest.mark.parametrize(("ended", "qualified"), [(0, True), (1, False)])
def test_a_certificate_holds_on_the_day_of_the_report_too(
    site: Site, ended: int, qualified: bool
) -> None:
    agency = kit.company(site, PartyRole.EVALUATOR)
    agency.qualifications.update(last_day=kit.days_ago(ended))
    kit.assess(site)
    assert site.fresh().facts["assessor_qualified"] is qualified


def standing(site: Site) -> Evaluation:
    found = evaluating.standing(site.project)
    assert found is not None
    return found


def test_an_interest_found_after_the_report_opens_the_assessment(assessed: Site) -> None:
    evaluating.check(
        assessed.housing, standing(assessed), quality="impartial", holds=False, reasons="股东相同"
    )
    assert steps(assessed)["conformity_assessment"] is Step.REOPENED
    again = apply(assessed.developer, assessed.fresh(), "conformity_assessment").matter
    assert refuse(assessed.developer, again).unmet == ["assessment_agency"]


def test_the_agency_takes_no_other_part_while_its_report_stands(assessed: Site) -> None:
    agency = kit.company(assessed, PartyRole.EVALUATOR)
    with pytest.raises(ValidationError):
        engaging.join(
            assessed.housing, assessed.fresh(), role=PartyRole.CONSULTANT, organisation=agency
        )
    assert steps(assessed)["conformity_assessment"] is Step.PASSED


def test_one_star_below_the_permit_is_refused_for_that_alone(site: Site) -> None:
    kit.assess(site, star=1)
    matter = apply(site.developer, site.fresh(), "conformity_assessment").matter
    with pytest.raises(ValidationError):
        grant(site.developer, matter)
    assert refuse(site.developer, matter).unmet == ["assessment_star"]


def test_a_report_that_is_withdrawn_opens_all_that_stood_on_it(assessed: Site) -> None:
    session = kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed)))
    grant(assessed.developer, session.application.matter)
    evaluator = assessed.parties[PartyRole.EVALUATOR]
    evaluating.withdraw(evaluator, standing(assessed), because="计算有误")
    said = steps(assessed)
    assert said["conformity_assessment"] is said["special_acceptance"] is Step.REOPENED


def test_after_a_failed_acceptance_another_agency_comes_before_the_next(
    assessed: Site, time_machine: Any
) -> None:
    """Article 15: before the acceptance is before the one that is still to come."""
    session = kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed), failing="照明"))
    refuse(assessed.developer, session.application.matter, remark="照明超标")
    time_machine.move_to(timezone.now() + timedelta(days=3))
    evaluator = assessed.parties[PartyRole.EVALUATOR]
    evaluating.withdraw(evaluator, standing(assessed), because="计算有误")
    kit.commission(assessed, on=timezone.localdate())
    assert assessed.fresh().facts["assessor_commissioned"] is True


# --- the special acceptance -----------------------------------------------------------------


def changed_chapter(site: Site, because: str = "") -> None:
    """Another version of the construction stage: the same star, less energy."""
    later = draft(site, Stage.CONSTRUCTION, energy_target=Decimal("50.00"))
    hand_in(writer(site, Stage.CONSTRUCTION), later, because=because)


@pytest.fixture
def signed(assessed: Site) -> Acceptance:
    return kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed)))


def test_what_was_compared_with_an_earlier_chapter_is_signed_anew(
    assessed: Site, signed: Acceptance
) -> None:
    changed_chapter(assessed)
    with pytest.raises(ValidationError):
        grant(assessed.developer, signed.application.matter)
    assert len(void(sessions().get(pk=signed.pk))) == 4
    kit.sign_all(assessed, signed)
    assert grant(assessed.developer, signed.application.matter).granted


def test_a_chapter_changed_after_the_acceptance_opens_it(
    assessed: Site, signed: Acceptance
) -> None:
    grant(assessed.developer, signed.application.matter)
    with pytest.raises(ValidationError):
        changed_chapter(assessed)
    changed_chapter(assessed, because="节能目标提高")
    assert steps(assessed)["special_acceptance"] is Step.REOPENED


def test_a_star_below_the_permits_is_no_pass(assessed: Site) -> None:
    session = kit.sign_all(assessed, kit.fill(assessed, kit.open_session(assessed), star=1))
    with pytest.raises(ValidationError):
        grant(assessed.developer, session.application.matter)
    decision = refuse(assessed.developer, session.application.matter, remark="等级不足")
    assert decision.unmet == ["acceptance_star"]


def spot_check(site: Site, session: Acceptance, conforms: bool) -> None:
    checks.check(
        site.housing,
        session,
        checked_on=TODAY,
        cause="drawn",
        chosen_by="C-2026-1",
        conforms=conforms,
        nonconformities="外窗与图纸不符",
    )


def test_a_spot_check_that_fails_is_a_lead(
    assessed: Site, signed: Acceptance, django_assert_num_queries: Any
) -> None:
    """Article 16.2: until it is checked anew and in order, or the acceptance is opened."""
    grant(assessed.developer, signed.application.matter)
    session = sessions().get(pk=signed.pk)

    def found() -> list[str]:
        told = questioned(assessed.housing, 5)
        assert told is not None and told.count == len(told.first)
        return [str(one.hint) for one in told.first]

    spot_check(assessed, session, conforms=False)
    with django_assert_num_queries(1):
        assert questioned(assessed.housing, 5)
    assert found() == ["抽查发现：外窗与图纸不符"]
    assert questioned(assessed.planning, 5) is None
    spot_check(assessed, session, conforms=True)
    assert found() == []
    spot_check(assessed, session, conforms=False)
    changed_chapter(assessed, because="按实际修改")
    assert found() == []


def test_a_session_that_was_given_up_is_not_questioned(assessed: Site, signed: Acceptance) -> None:
    take_back(assessed.developer, signed.application.matter)
    with pytest.raises(ValidationError):
        spot_check(assessed, sessions().get(pk=signed.pk), conforms=False)


def test_completion_is_never_asked_for_early(assessed: Site) -> None:
    with pytest.raises(ValidationError):
        apply(assessed.developer, assessed.fresh(), "completion_acceptance")


# --- what nobody but the authority can find out ---------------------------------------------


def owing(site: Site, who: Any) -> list[Item]:
    """What somebody owes under Article 13, third paragraph."""
    (found,) = owed(who, [site.fresh()])
    return [one for one in found.mine if one.article and "13.3" in one.article.text]


def test_whether_a_party_follows_the_chapter_is_owed_by_the_authority_until_it_is_known(
    shenzhen: Site,
) -> None:
    handed_in(shenzhen)
    designer = shenzhen.parties[PartyRole.DESIGNER]
    assert len(owing(shenzhen, shenzhen.housing)) == 3
    assert not owing(shenzhen, designer)
    engaging.observe(
        shenzhen.housing,
        shenzhen.fresh(),
        role=PartyRole.DESIGNER,
        organisation=kit.company(shenzhen, PartyRole.DESIGNER),
        fact="chapter_followed",
        value=False,
        remark="外遮阳未设计",
    )
    assert len(owing(shenzhen, shenzhen.housing)) == 2
    assert [one.unmet for one in owing(shenzhen, designer)] == [True]


# --- another developer ----------------------------------------------------------------------


@pytest.fixture
def follower(db: None) -> Organisation:
    return Organisation.objects.create(name="接手置业有限公司")


def pass_on(site: Site, to: Organisation, **more: Any) -> None:
    said = {"on": TODAY, "because": "土地使用权转让，深地转〔2026〕7号", **more}
    change_developer(site.housing, site.fresh().matter, organisation=to, **said)


def test_another_developer_halfway(
    jinzhou: Site, follower: Organisation, time_machine: Any
) -> None:
    """Article 8: who answered stays on the register for what was done until then; what waits for the
    developer waits for the new one, and what was passed stays passed."""
    earlier = jinzhou.project.developer
    grant(reviewer(jinzhou), drawings(jinzhou))
    permit = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit").matter
    request_missing(jinzhou.housing, permit)
    engaging.engage(
        jinzhou.developer,
        jinzhou.fresh(),
        role=PartyRole.DEVELOPER,
        organisation=earlier,
        name="王总",
    )
    time_machine.move_to(timezone.now() + timedelta(days=10))
    day = timezone.localdate()
    pass_on(jinzhou, follower, on=day)
    clerk = replace(make_actor("follower", organisations=(follower,)), on=day)
    before = replace(jinzhou.developer, on=day)
    assert jinzhou.fresh().developer == follower
    leader = Engagement.objects.get(organisation=earlier)
    assert leader.last_day == day - timedelta(days=1) and leader.ended_because
    assert not Matter.objects.visible_to(before).filter(pk=permit.pk).exists()
    assert steps(jinzhou)[DRAWINGS] is Step.PASSED
    answers = {
        item.pk: requests.Answer("已补正")
        for item in RequestItem.objects.filter(request__matter=permit)
    }
    with pytest.raises(PermissionDenied):
        requests.answer(before, permit, answers=answers)
    assert permit.tasks.filter(act="answer_request", organisation=follower, closed_at=None).exists()
    requests.answer(clerk, permit, answers=answers)
    take_back(clerk, permit)


def test_a_developer_changes_by_that_act_alone(jinzhou: Site, follower: Organisation) -> None:
    matter = jinzhou.fresh().matter
    with pytest.raises(ValidationError):
        handling.add_party(jinzhou.housing, matter, role=PartyRole.DEVELOPER, who=follower)
    mine = matter.parties.get(role=PartyRole.DEVELOPER)
    with pytest.raises(ValidationError):
        handling.end_party(jinzhou.housing, matter, party=mine)
    with pytest.raises(PermissionDenied):
        change_developer(jinzhou.developer, matter, organisation=follower, on=TODAY, because="转让")


@pytest.mark.parametrize("wrong", [{"on": date(2999, 1, 1)}, {"on": TODAY}, {"because": " "}])
def test_a_change_of_developer_that_makes_no_sense(
    jinzhou: Site, follower: Organisation, wrong: dict[str, Any]
) -> None:
    """Ahead of its day, on the first day of the earlier one, without a reason."""
    with pytest.raises(ValidationError):
        pass_on(jinzhou, follower, **wrong)
    with pytest.raises(ValidationError):
        pass_on(jinzhou, jinzhou.project.developer)
    assert jinzhou.fresh().developer != follower
