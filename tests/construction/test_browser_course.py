"""From land to keys through the pages alone: one development of a city with Shenzhen's law, taken by eight
sign-ins from nothing to a repaired home, the first half in Chinese and the second in English, with a
request for what is missing and a refusal on the way; every paper it leaves is read (Articles 8, 12 to 19).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.construction.models import Acceptance, Plot, Procurement, Project
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import publish
from greenward.law.shenzhen import PACK
from greenward.law.standards.names import NAMES
from tests.casework.papers import jpeg, pdf
from tests.fixtures.people import make_city

from .acceptance_kit import apply_limits, clean, days_ago, name_main, quiet
from .course_kit import COMPANIES, Desk, cast, pdf_file
from .course_papers import whole_documents

PHONE = {"width": 375, "height": 800}
DESK = {"width": 1280, "height": 900}
CLAUSE = pdf("Green building: two stars, as the planning permit requires.")


class Development:
    """The development as it stands, for its test alone; what is done to it goes through the pages."""

    def __init__(self, desk: Desk, people: dict[str, Actor], district: Area) -> None:
        self.desk, self.people, self.district = desk, people, district
        self.today = timezone.localdate().isoformat()

    def sits(self, who: str) -> Desk:
        return self.desk.sits(self.people[who])

    @property
    def pk(self) -> int:
        return Project.objects.get().pk

    def at_project(self, who: str) -> Desk:
        return self.sits(who).opens("construction:project", self.pk)

    def applies(self, gate: str) -> int:
        """The clerk begins a gate; the number of its matter."""
        self.sits("clerk").opens("construction:apply", self.pk, gate).sends()
        return self.matter()

    def matter(self) -> int:
        return int(self.desk.page.url.rstrip("/").split("/")[-1])

    def acts(self, who: str, matter: int, act: str, **said: Any) -> Desk:
        """Somebody opens a matter, follows its link to an act and does it."""
        self.sits(who).opens("casework:matter", matter).follows(f"acts/{act}")
        return self.desk.fills(**said).sends()


@pytest.fixture
def course(page: Any, sign_in: Callable[..., None]) -> Iterator[Development]:
    """A city with its law, its limits confirmed, and those who would be there anyway."""
    make_city()
    publish(Actor.operator(), PACK)
    district = Area.objects.get(code="440304")
    apply_limits(district)
    name_main(district, "formaldehyde", "tvoc")
    people = cast(district, {"planning": Role.PLANNING, "housing": Role.OFFICER})
    yield Development(Desk(page, sign_in, "zh-hans"), people, district)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_land_to_keys(course: Development) -> None:
    land(course)
    opening(course)
    asked_for_what_is_missing(course)
    refused_and_granted(course)
    contracts(course)
    leaders(course)
    course.desk.language = "en"
    assessed(course)
    air_and_sound(course)
    accepted(course)
    completed(course)
    papers(course)
    sold_and_handed_over(course)
    inspected(course)
    whole_documents(course.desk, course.people)
    assert len(set(course.desk.signed_in)) == 8


# --- in Chinese: from the plot to the contracts ---------------------------------------------


def land(course: Development) -> None:
    """The planning officer enters the plot and its papers and concludes the land contract."""
    desk = course.sits("planning").opens("construction:plots").follows("plots/new")
    desk.fills(code="A001-0001", name="福田绿屿地块").sends().reads("还缺材料", "待查明")
    plot = Plot.objects.get().pk
    desk.follows(f"plots/{plot}/land").follows("land/conditions")
    stated = {"star": "2", "states_industrialised": "True", "prefabrication_rate": "50"}
    desk.fills(
        number="福规条〔2024〕1号",
        day="2024-01-08",
        control_plan="福田01-02号片区法定图则",
        takes_up_special_plan="True",
        function="R",
        largest_area="12000",
        state_organ_office="False",
        **stated,
    ).sends()
    desk.follows("land/document")
    desk.fills(kind="contract", number="深地合字〔2024〕1号", day="2024-02-20", **stated).sends()
    desk.opens("construction:plot", plot).reads("土地文件的星级：★★", "材料齐备")
    desk.follows("apply/land_terms").sends()
    course.acts("planning", course.matter(), "grant_land")
    desk.opens("construction:plot", plot).reads("已通过")


def opening(course: Development) -> None:
    """The developer's clerk opens the project; the page says what is owed and by whom."""
    desk = course.sits("clerk").opens("construction:projects").follows("projects/new")
    desk.fills(
        name="绿屿花园一期",
        code="2024-440304-70-01-000001",
        area="福田区",
        plot="A001-0001",
        new_construction="yes",
        function="R",
        floor_area="12000",
        state_organ_office="false",
        fiscal_share="0",
        investment="60000000",
        regime_on="2024-03-01",
        regime_reason="土地出让合同签订之后立项",
    ).sends().reads("下一关口：建设工程规划许可，还缺材料")
    assert "绿色专篇已编制" in desk.mine() and "审查符合要求" in desk.others()
    assert "规划部门" in desk.others()
    others = desk.page.locator("#decisions ~ ul a[href^='/matters/']")
    expect(others).to_have_count(0)


def asked_for_what_is_missing(course: Development) -> None:
    """An application without a chapter: one request lists all the party supplies, nothing else."""
    desk, matter = course.desk, course.applies("planning_permit")
    desk.reads("受理", "剩5个工作日")
    course.acts("planning", matter, "request_correction")
    desk.reads("期限中止", "尚未答复", "已编制绿色专篇")
    assert "由审批机关提供" not in desk.text()
    assert "答复补正要求" in course.at_project("clerk").mine()
    desk.opens("construction:chapters", course.pk)
    begun = "form[action*='planning/begin'] button"
    desk.fills(**{"planning-begun_on": "2024-05-06"}).sends(begun).sends(begun)
    desk.fills(
        star="1",
        standard="GB/T 50378-2019",
        energy_target="62.5",
        emission_target="28.4",
        saving_rate="72",
        renewable_share="6.5",
        industrialised="True",
        prefabrication_rate="55",
        technical_path="外遮阳、高效机组、屋顶光伏。",
        cost="3800000",
        budgeted="both",
        budget_lines="概算第三章第2项",
        funding_source="自筹",
    ).sends("button[value=hand_in]").reads("专篇已提交")
    desk.opens("casework:matter", matter)
    for answer in desk.page.locator("form[action*=answer_request] textarea").all():
        answer.fill("见绿色专篇第1版")
    desk.sends("form[action*=answer_request] button[type=submit]").reads("剩5个工作日")
    course.acts("planning", matter, "accept_planning").reads("剩20个工作日")


def refused_and_granted(course: Development) -> None:
    """The chapter's star is below the permit's: refused in words, revised, granted."""
    desk, matter = course.desk, Project.objects.get().applications.get().matter_id
    review(course, "内容齐全，目标可行。")
    desk.opens("casework:matter", matter).follows("state?for=planning_permit")
    desk.fills(permit_star="2").sends()
    assert "绿色专篇的等级不低于许可的等级" in desk.mine()
    why = {"remark": "专篇的星级低于许可的星级。"}
    course.acts("planning", matter, "refuse_planning", **why).reads("未获通过")
    course.at_project("clerk").reads("未获通过", "✕ 绿色专篇的等级不低于许可的等级")
    assert "绿色专篇的等级不低于许可的等级" in desk.mine()
    desk.opens("construction:chapters", course.pk)
    desk.sends("form[action*='planning/begin'] button").fills(star="2")
    desk.sends("button[value=hand_in]").reads("第 2 版", "+1 ★")
    again = course.applies("planning_permit")
    course.acts("planning", again, "accept_planning")
    review(course, "已提高到二星。").opens("casework:matter", again).reads("★★")
    course.acts("planning", again, "grant_planning")
    course.at_project("clerk").reads("下一关口：绿色建筑等级符合性评估")
    assert "已委托有资质的评估机构" in desk.mine() and "第三方评价机构" in desk.others()


def review(course: Development, opinion: str) -> Desk:
    desk = course.sits("planning").opens("construction:chapters", course.pk)
    return desk.follows("chapters/review").fills(opinion=opinion, conforms="True").sends()


def contracts(course: Development) -> None:
    """Four parties' services with their documents; designer, contractor and supervisor join."""
    desk = course.sits("clerk")
    for role in ("designer", "contractor", "supervisor"):
        desk.opens("construction:join", course.pk)
        desk.fills(role=role, organisation=COMPANIES[role][0], on="2024-06-03").sends()
    who = {
        "consulting": "designer",
        "design": "designer",
        "construction": "contractor",
        "supervision": "supervisor",
    }
    desk.opens("construction:contracts", course.pk).reads("8 份文件缺少条款")
    for service, provider in who.items():
        tendered = "yes" if service == "design" else "no"
        desk.opens("construction:procure", course.pk).fills(
            service=service,
            tendered=tendered,
            commissioned_on="2024-06-05",
            provider=COMPANIES[provider][0],
        ).sends()
        row = Procurement.objects.get(service=service).pk
        for paper in ("tender", "contract")[tendered == "no" :]:
            desk.opens("construction:clause", course.pk, row, paper)
            desk.fills(file=pdf_file(f"{paper}.pdf", CLAUSE))
            desk.sends("form:has(input[type=file]) button[type=submit]").reads("★★")
            desk.fills(stated="yes", star="2").sends("form:has([name=stated]) button[type=submit]")
    desk.opens("construction:contracts", course.pk).reads("每份文件都已载明")


def leaders(course: Development) -> None:
    """Each party's leader signs the commitment at an own sign-in."""
    owed = "终身责任承诺"
    for who in ("clerk", "designer", "contractor", "supervisor"):
        if who != "clerk":
            assert owed in course.at_project(who).mine()
        name = COMPANIES[who][1]
        course.sits(who).opens("construction:people", course.pk).follows("/engage")
        desk = course.desk.fills(name=name, registration="440300-0001", user=name)
        desk.sends().reads(name).sends("form:has([name=hash]) button[type=submit]")
        desk.reads(f"{name}, ")
    assert owed not in course.at_project("clerk").others()


# --- in English: from the assessment to the keys ---------------------------------------------


def assessed(course: Development) -> None:
    """The agency declares, measures and issues its report; the developer passes the gate."""
    desk = course.sits("clerk").opens("construction:assessment", course.pk).follows("commission")
    desk.fills(
        organisation=COMPANIES["evaluator"][0],
        commissioned_on=days_ago(60).isoformat(),
        contract_number="HT-2026-1",
    ).sends()
    assert "conformity report is issued" in course.at_project("evaluator").mine()
    desk.opens("construction:assessment", course.pk)
    desk.sends("form[action$=independence] button").follows("findings")
    desk.fills(
        energy_target="58.2",
        emission_target="26.1",
        saving_rate="73",
        renewable_share="7",
        prefabrication_rate="55",
        star="2",
        concluded_on=days_ago(10).isoformat(),
        summary="现场核查与资料核查。",
    ).sends()
    desk.follows("assessment/issue").fills(declare=True).sends().reads("found ★★")
    assert "Begin: conformity assessment" in course.at_project("clerk").mine()
    course.acts("clerk", course.applies("conformity_assessment"), "grant_own")
    course.at_project("clerk").reads("Next is: pass report of the special acceptance")


def air_and_sound(course: Development) -> None:
    """The laboratory's two tables; the contractor and the clerk state what is left."""
    desk = course.sits("clerk").opens("construction:join", course.pk)
    desk.fills(role="laboratory", organisation=COMPANIES["laboratory"][0]).sends()
    assert "air tests" in course.at_project("clerk").mine()
    course.sits("laboratory")
    on = days_ago(20).isoformat()
    air = ["房间,污染物,浓度,单位,取值时间,检测日期,报告编号"] + [
        f"{one.room},{NAMES['pollutant'][one.pollutant].zh},{one.value},{one.unit},"
        f"{NAMES['averaging'][one.averaging].zh},{on},KQ-1"
        for one in clean()
    ]
    sound = ["检测部位,评价量,房间,检测结果,检测日期,报告编号"] + [
        f'{NAMES["element"][one.element].zh},"{one.metric}",{one.rooms},{one.value},{on},GS-1'
        for one in quiet()
    ]
    for kind, rows in (("air", air), ("sound", sound)):
        desk.opens("construction:tests", course.pk).follows(f"tests/{kind}/table")
        table = {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
        desk.fills(table=table).sends().reads(f"{len(rows) - 1} tests are on file")
    assert "air tests" not in course.at_project("clerk").mine()
    desk.follows("state?for=special_acceptance")
    desk.fills(interior_decoration="yes", component_records_complete="yes").sends()
    assert "pollution control" in course.at_project("contractor").mine()
    desk.follows("state?for=special_acceptance")
    desk.fills(pollution_control_taken="yes", materials_conform="yes").sends()
    assert "pollution control" not in desk.mine()


def accepted(course: Development) -> None:
    """The session is held and filled in; four sign-ins sign; it is passed and reported."""
    desk, matter = course.desk, course.applies("special_acceptance")
    desk.opens("construction:acceptance", course.pk).follows("acceptance/hold")
    desk.fills(place="现场会议室").sends().reads("Not ready to be signed")
    session = Acceptance.objects.get().pk
    for code in ("standards", "drawings", "chapter"):
        desk.follows(f"points/{code}")
        for met in desk.page.locator("main input[name^=p][value=met]").all():
            met.check()
        desk.sends()
    roles = {"clerk": "developer"} | {r: r for r in ("designer", "contractor", "supervisor")}
    present = {f"present_{role}": "yes" for role in roles.values()}
    people = {f"people_{role}": COMPANIES[who][1] for who, role in roles.items()}
    desk.follows(f"{session}/head").fills(star="2", findings="全部符合。", **present, **people)
    desk.sends().reads("Ready to be signed")
    for who, role in roles.items():
        course.sits(who).opens("construction:session", course.pk, session)
        desk.follows(f"sign/{role}").fills(agrees="yes").sends()
        expect(desk.page.locator(f"main a[href$='sign/{role}']")).to_have_count(0)
    desk.reads("All four parties have signed")
    course.acts("clerk", matter, "grant_own")
    desk.opens("construction:session", course.pk, session).sends("form[action$='/report'] button")
    course.at_project("clerk").reads("Next is: completion acceptance")


def completed(course: Development) -> None:
    """Completion acceptance, then the filing within its fifteen days."""
    desk = course.desk
    course.acts("clerk", course.applies("completion_acceptance"), "grant_own")
    assert "15 days left" in course.at_project("clerk").mine()
    desk.follows("state?for=completion_filing").fills(filing_documents_complete="yes").sends()
    course.acts("clerk", course.applies("completion_filing"), "grant_own")
    course.at_project("clerk").reads("All gates are passed")
    assert not desk.mine()


def papers(course: Development) -> None:
    """What the papers need is entered once; the issued report is taken as it is."""
    desk = course.desk.opens("operation:handover", course.pk).reads("Not issued yet")
    years = ("waterproofing", "insulation", "heating_cooling", "installations", "decoration")
    periods = {f"number_{part}": 5 for part in years}
    desk.follows("handover/particulars").fills(
        insulated="yes",
        design_life=50,
        number_structure=50,
        **periods,
        scope="主体结构、防水、保温、设备、装修。",
        other_duties="接到报修后 24 小时内到场。",
        liability="逾期不修的，由建设单位承担修理费用。",
        measures="屋面光伏 120 kWp\n外遮阳",
        protection="不要在外墙保温层上钻孔。",
        use="夏季空调设定 26 度。",
    ).sends()
    desk.follows("handover/indicators")
    desk.fills(energy_use="55", sound_impact="65", air_pollutants="≤ 70").sends()
    desk.follows("handover/equipment").fills(rows="新风机,客厅,Aria 250,1,每季清洗滤网").sends()
    desk.opens("operation:report", course.pk).reads("issued here").sends()
    for kind in ("quality_guarantee", "manual"):
        desk.sends(f"form[action*='{kind}/issue'] button")
    assert "Not issued yet" not in desk.text()


def sold_and_handed_over(course: Development) -> None:
    """The sale; the home of a buyer who claims it, gets the papers and signs for them."""
    project, desk = Project.objects.get(), course.desk
    Building.objects.create(
        code="440304B001",
        name="绿屿一栋",
        area=course.district,
        owner=project.developer,
        function="R",
        floor_area=Decimal(9_000),
        completed_on=date(2026, 9, 30),
    )
    desk.opens("operation:building", course.pk).fills(code="440304B001").sends()
    desk.follows("/homes").fills(number="1201", floor="12", contract="HT-1").sends()
    desk.opens("operation:enter_sale", course.pk)
    desk.fills(permit="presale", number="2026-1", first_day=course.today).sends().reads("2026-1")
    course.sits("buyer").opens("homes:own").reads("No home is in your name yet")
    desk.fills(building="440304B001", number="1201", contract="HT-1").sends().reads("1201")
    course.sits("clerk").opens("operation:new_handover", course.pk)
    desk.fills(number="1201", receiver="owner", name="周小满").sends().reads("guide", "No receipt")
    course.sits("buyer").opens("homes:own").follows("/home/").reads("2 stars ★★")
    desk.sends("form[action$='/sign'] button").reads("the receipt is signed")


def inspected(course: Development) -> None:
    """One room on a phone, one defect, its repair and the buyer's word on it."""
    desk, page = course.desk, course.desk.page
    page.set_viewport_size(PHONE)
    desk.sends("form[action$='/begin'] button")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    first, second = page.locator(".look > li").nth(0), page.locator(".look > li").nth(1)
    first.locator("button[value=not_ok]").click()
    first.locator("input[name=remark]").fill("门关不严")
    first.locator("input[type=file]").set_input_files(picture("door"))
    first.get_by_role("button", name="Keep").click()
    first.locator("img.shot").wait_for()
    second.locator("button[value=ok]").click()
    page.locator("#progress").get_by_text("2 of").wait_for()
    desk.follows("hand-in").fills(assisted="yes").sends().reads("1 thing not in order")
    desk.follows("/matters/")
    defect = course.matter()
    page.set_viewport_size(DESK)
    course.sits("clerk").opens("operation:homes", course.pk).reads("1 defect is open")
    mended = {"remark": "换了铰链", "photo": picture("after")}
    course.acts("clerk", defect, "repair_defect", **mended).reads("to be confirmed by the buyer")
    course.acts("buyer", defect, "confirm_repair").reads("repaired and confirmed")


def picture(name: str) -> dict[str, Any]:
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
