"""Projects in flight brought in by lists: opened with their matters and decisions, idempotent, never
over what people entered (Articles 12 to 16; B1 to B5)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole, Role
from greenward.bureau.casework.models import AuditEvent, Matter
from greenward.bureau.construction import course
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.importing import writing
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import Decision, Plot, Project, Statement
from greenward.bureau.construction.opening import choose_regime, open_project
from greenward.bureau.construction.reopening import gathered
from greenward.bureau.construction.stating import state
from greenward.bureau.registry import reasons
from greenward.bureau.registry.importing import profiles, runs
from greenward.bureau.registry.models import ImportRun
from greenward.bureau.standards.editions import publish
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.shenzhen import PACK as SHENZHEN
from tests.fixtures.people import area, make_actor

Import = Callable[..., ImportRun]
HEADINGS = [
    "项目编号", "项目名称", "行政区划", "建筑功能", "建设单位", "宗地号", "建筑面积（m²）", "已到阶段",
    "土地合同日期", "土地合同编号", "规划许可证日期", "规划许可证号", "土地文件星级", "规划许可星级",
    "适用法规日期", "适用日期取自", "适用理由",
]  # fmt: skip
ROW = {
    "项目编号": "SZ-001",
    "项目名称": "岭南一期",
    "行政区划": "440304",
    "建筑功能": "住宅",
    "建设单位": "岭南置业",
    "宗地号": "B-12",
    "建筑面积（m²）": "32,000.5",
    "已到阶段": "建设工程规划许可",
    "土地合同日期": "2023-05-04",
    "土地合同编号": "深地合字1号",
    "规划许可证日期": "2024-02-01",
    "规划许可证号": "深规建许1号",
    "土地文件星级": "★★",
    "规划许可星级": "二星级",
    "适用日期取自": "planning_permit",
}


def listed(*rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def bring_in(futian: Area, city: Area, operator: Actor) -> Import:
    publish(operator, SHENZHEN)

    def bring_in(
        *rows: dict[str, str],
        profile: Any = "greenward-projects",
        home: Area = city,
        actor: Actor = operator,
        dry_run: bool = False,
    ) -> ImportRun:
        body = profiles.find(profile) if isinstance(profile, str) else profiles.check(profile, "t")
        data = io.BytesIO(listed(*rows).encode())
        run = runs.start(actor, "projects", data, "在建.csv", body, home, dry_run=dry_run)
        return runs.run_import(run.pk)

    return bring_in


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    assert run.state == ImportRun.State.DONE, run.error
    return run.created, run.updated, run.unchanged, run.refused


def codes(run: ImportRun) -> list[str]:
    for one in run.refusals.all():
        assert reasons.text(one.code, one.params) and reasons.remedy(one.code, one.params)
    return [one.code for one in run.refusals.order_by("row")]


def test_a_row_opens_a_project_with_its_matter_its_plot_and_its_decisions(
    bring_in: Import,
) -> None:
    assert counts(bring_in(ROW)) == (1, 0, 0, 0)
    project = Project.objects.select_related("matter", "plot", "area").get(code="SZ-001")
    assert project.matter.kind == "project" and project.matter.closed_at is None
    assert project.matter.subject_id == str(project.pk)
    [party] = project.matter.parties.all()
    assert party.role == PartyRole.DEVELOPER and party.organisation == project.developer
    assert (str(project.floor_area), project.area.code) == ("32000.50", "440304")
    assert project.regime_on == date(2024, 2, 1) and "深规建许1号" in project.regime_reason
    assert project.plot is not None and project.plot.facts["land_star"] == 2
    permit = project.decisions.get()
    assert (permit.gate, permit.number, permit.decided_on) == (
        "planning_permit", "深规建许1号", date(2024, 2, 1)
    )  # fmt: skip
    assert permit.authority and permit.granted and not permit.contrary
    assert "passed_planning_permit" not in permit.facts and permit.facts["permit_star"] == 2
    assert project.plot.decisions.get().gate == "land_terms"
    assert project.next_gate == "conformity_assessment"
    [event] = AuditEvent.objects.filter(
        subject_type="casework.matter", subject_id=str(project.matter_id)
    )
    assert event.act == "import_projects" and event.payload["row"] == 2


def test_what_is_kept_is_what_an_act_would_gather(bring_in: Import) -> None:
    """The projections of a list are those of `reopening.keep`, only worked out in sets."""
    bring_in(ROW, ROW | {"项目编号": "SZ-002", "宗地号": "", "土地文件星级": "", "土地合同日期": "",
                         "土地合同编号": ""})  # fmt: skip
    for project in Project.objects.select_related("plot", "area", "matter"):
        law = law_of(project.area)
        found = gathered(law, [project])[project.pk]
        assert project.facts == {n: value for n, value in found.items() if value is not None}
        leg = course.next_leg(course.course(law, project))
        assert (project.next_gate, project.next_step) == (
            (leg.gate.id, leg.step.value) if leg else ("", "")
        )


def test_the_same_list_again_changes_nothing_and_a_newer_one_only_what_it_says_otherwise(
    bring_in: Import,
) -> None:
    bring_in(ROW)
    matters, said = Matter.objects.count(), Statement.objects.count()
    assert counts(bring_in(ROW)) == (0, 0, 1, 0)
    assert (Matter.objects.count(), Statement.objects.count()) == (matters, said)
    newer = ROW | {"规划许可星级": "★★★", "建筑面积（m²）": "33000"}
    run = bring_in(newer)
    assert counts(run) == (0, 1, 0, 0)
    project = Project.objects.get()
    assert project.facts["permit_star"] == 3 and str(project.floor_area) == "33000.00"
    assert Decision.objects.filter(project=project).count() == 1  # nothing opened anew
    assert project.decisions.get().reopened_at is None
    change = run.changes.get()
    assert change.before["fact.permit_star"] == "2" and change.after["fact.permit_star"] == "3"
    renewed = newer | {"规划许可证号": "深规建许1号（换发）", "规划许可证日期": "2025-03-01"}
    assert counts(bring_in(renewed)) == (0, 1, 0, 0)
    project.refresh_from_db()
    assert [one.number for one in project.decisions.order_by("pk")] == [
        "深规建许1号", "深规建许1号（换发）"
    ]  # fmt: skip
    assert project.regime_on == date(2025, 3, 1)
    assert counts(bring_in(ROW | {"建筑面积（m²）": "", "规划许可星级": ""}))[3] == 0


def test_a_decision_against_the_law_is_a_lead_and_not_a_refusal(bring_in: Import) -> None:
    run = bring_in(ROW | {"规划许可星级": "0"}, ROW | {"项目编号": "SZ-002"})
    assert counts(run) == (2, 0, 0, 0)
    [against, in_order] = Decision.objects.filter(project__isnull=False).order_by("pk")
    assert against.contrary and against.stands and "permit_least_star" in against.unmet
    assert not in_order.contrary


def test_a_dry_run_tells_and_writes_nothing(bring_in: Import) -> None:
    run = bring_in(ROW, dry_run=True)
    assert counts(run) == (1, 0, 0, 0)
    assert run.changes.get().after["project_name"] == "岭南一期"
    assert not Project.objects.exists() and not Plot.objects.exists()
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"建设单位": ""}, "no_developer"),
        ({"规划许可证号": ""}, "gate_without_number"),
        ({"规划许可证日期": ""}, "gate_without_day"),
        ({"适用日期取自": ""}, "no_regime"),
        ({"适用日期取自": "", "适用法规日期": "2024-02-01"}, "no_regime_reason"),
        ({"适用日期取自": "construction_permit"}, "gate_without_day"),
        ({"宗地号": ""}, "plot_missing"),
        ({"行政区划": "440399"}, "unknown_area"),
        ({"建筑功能": "飞船"}, "not_in_list"),
        ({"已到阶段": "飞升"}, "not_in_list"),
        ({"已到阶段": "special_acceptance"}, "gate_without_day"),
        ({"规划许可证日期": "2099-01-01"}, "date_in_future"),
        ({"项目编号": ""}, "required"),
        ({"规划许可星级": "五星级"}, "not_a_number"),
    ],
)
def test_why_a_row_is_refused(bring_in: Import, cells: dict[str, str], code: str) -> None:
    run = bring_in(ROW | cells, ROW | {"项目编号": "SZ-9", "宗地号": "Z-9"})
    assert (run.rows, run.accepted, run.refused) == (2, 1, 1)
    assert codes(run) == [code]
    assert Project.objects.get().code == "SZ-9"


def test_of_two_rows_about_a_project_the_first_is_taken(bring_in: Import) -> None:
    run = bring_in(ROW, ROW | {"项目名称": "二期"})
    assert counts(run) == (1, 0, 0, 1) and codes(run) == ["project_twice"]


def test_projects_share_a_plot_and_must_agree_on_it(bring_in: Import) -> None:
    other = ROW | {"项目编号": "SZ-002", "土地文件星级": "一星级"}
    run = bring_in(ROW, ROW | {"项目编号": "SZ-003"}, other)
    assert counts(run) == (2, 0, 0, 1) and codes(run) == ["plot_differs"]
    assert Plot.objects.get().projects.count() == 2
    assert Decision.objects.filter(plot__isnull=False).count() == 1
    assert codes(bring_in(other)) == ["plot_differs"]


def test_what_a_list_adds_to_a_plot_reaches_the_projects_on_it(bring_in: Import) -> None:
    bring_in(ROW | {"土地文件星级": ""})
    assert "land_star" not in Project.objects.get().facts
    bring_in(ROW | {"项目编号": "SZ-002"})
    for project in Project.objects.all():
        assert project.facts["land_star"] == 2


def test_a_list_never_overwrites_what_people_entered(
    bring_in: Import, futian: Area, operator: Actor
) -> None:
    developer = Organisation.objects.create(name="岭南置业")
    open_project(
        operator, area=futian, code="SZ-001", name="岭南", developer=developer, function="R",
        regime_on=date(2024, 1, 1), regime_reason="合同日",
    )  # fmt: skip
    assert codes(bring_in(ROW)) == ["project_not_of_lists"]
    bring_in(ROW | {"项目编号": "SZ-002"})
    project = Project.objects.get(code="SZ-002")
    state(operator, project, {"permit_star": 3}, because="核对原件")
    choose_regime(operator, project, on=date(2023, 1, 1), because="土地合同日")
    assert counts(bring_in(ROW | {"项目编号": "SZ-002"})) == (0, 0, 1, 0)
    project.refresh_from_db()
    assert project.facts["permit_star"] == 3 and project.regime_on == date(2023, 1, 1)
    assert codes(bring_in(ROW | {"项目编号": "SZ-002", "建设单位": "别家"})) == [
        "developer_differs"
    ]


def test_a_project_whose_applications_are_decided_here_is_no_longer_told_by_lists(
    bring_in: Import,
) -> None:
    plain = ROW | {"规划许可证日期": "", "规划许可证号": "", "规划许可星级": "", "已到阶段": "",
                   "适用日期取自": "land_terms"}  # fmt: skip
    bring_in(plain)
    project = Project.objects.select_related("area", "matter", "plot__area").get()
    member = make_actor("member", organisations=(project.developer,))
    apply(member, project, "planning_permit")
    assert counts(bring_in(plain)) == (0, 0, 1, 0)
    run = bring_in(plain | {"项目名称": "新名"})
    assert codes(run) == ["project_in_hand"]


def test_a_list_of_another_city_follows_that_citys_law(operator: Actor, bring_in: Import) -> None:
    publish(operator, JINZHOU)
    jinzhou = area("210700", "锦州市", "Jinzhou", pack="jinzhou", climate_zone="C")
    area("210702", "古塔区", "Guta", jinzhou)
    row = {
        "项目编号": "JZ-1", "项目名称": "古塔一期", "行政区划": "古塔区", "建筑功能": "R",
        "建设单位": "古塔置业", "规划许可证日期": "2020-03-01", "规划许可证号": "锦规1",
        "适用日期取自": "建设工程规划许可",
    }  # fmt: skip
    assert counts(bring_in(row, home=jinzhou)) == (1, 0, 0, 0)
    assert Project.objects.get().decisions.get().gate == "planning_permit"
    run = bring_in(row | {"项目编号": "JZ-2", "规划许可星级": "★"}, home=jinzhou)
    assert codes(run) == ["fact_not_asked"]
    bare = area("330100", "杭州市", "Hangzhou", pack="hangzhou", climate_zone="C")
    lost = bring_in(row | {"项目编号": "HZ-1", "行政区划": "330100"}, home=bare)
    assert codes(lost) == ["no_law"]


def test_only_a_registrar_of_the_area_imports(bring_in: Import, futian: Area, city: Area) -> None:
    registrar = make_actor("registrar-p", (Role.REGISTRAR, futian))
    assert counts(bring_in(ROW, actor=registrar, home=futian)) == (1, 0, 0, 0)
    for actor in (registrar, make_actor("officer-p", (Role.OFFICER, city))):
        with pytest.raises(PermissionDenied):
            bring_in(ROW, actor=actor, home=city)
    elsewhere = bring_in(
        ROW | {"项目编号": "X", "行政区划": "440300"}, actor=registrar, home=futian
    )
    assert codes(elsewhere) == ["outside_area"]


# --- whatever a table holds ---------------------------------------------------------------------

nasty = st.one_of(
    st.sampled_from(
        ["", " ", "nan", "2024-02-30", "5", "★", "-1", "1e400", "x" * 400, "a\x00b", "@row 5", "😀",
         "%(x)s", "planning_permit", "'; DROP TABLE construction_project; --", "\\N", "440305"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@st.composite
def a_row(draw: st.DrawFn) -> list[str]:
    """Mostly a sound row, one of five projects on three plots, with some cells spoiled."""
    row = ROW | {
        "项目编号": draw(st.sampled_from(["P1", "P2", "P3", "P4", "P5"])),
        "宗地号": draw(st.sampled_from(["A", "B", ""])),
        "土地文件星级": draw(st.sampled_from(["", "★", "★★"])),
        "规划许可星级": draw(st.sampled_from(["", "★", "★★★"])),
    }
    cells = [row.get(name, "") for name in HEADINGS]
    for at in draw(st.lists(st.integers(0, len(cells) - 1), max_size=2)):
        cells[at] = draw(nasty)
    return cells


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(a_row(), min_size=1, max_size=12))
@example([["x"], ["\x00"] * 40])
def test_accepted_and_refused_rows_are_all_rows(
    bring_in: Import, city: Area, operator: Actor, table: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *table])
    profile = profiles.find("greenward-projects")

    def once() -> ImportRun:
        data = io.BytesIO(text.getvalue().encode())
        run = runs.start(operator, "projects", data, "garbage.csv", profile, city)
        return runs.run_import(run.pk)

    with transaction.atomic():
        first = once()
        if first.state == ImportRun.State.DONE:
            assert (
                first.accepted + first.refused
                == first.rows
                == len([row for row in table if any(cell.strip() for cell in row)])
            )
            assert first.refusals.count() == first.refused
            assert Project.objects.count() == first.created
            second = once()
            assert (second.created, second.updated) == (0, 0)
            assert second.accepted == first.accepted
        transaction.set_rollback(True)


def test_a_kind_whose_first_state_waits_is_not_opened_in_sets(operator: Actor) -> None:
    from greenward.bureau.casework.matters.many import opened_many

    assert writing.KIND == "project"
    with pytest.raises(ValueError, match="waits"):
        opened_many(operator, "own_application", Project, [], "import_projects")


def test_the_page_of_a_run_leads_to_each_project(
    bring_in: Import, futian: Area, client: Client
) -> None:
    client.force_login(make_actor("reader", (Role.REGISTRAR, futian.city())).user)

    def shown(run: ImportRun) -> str:
        return client.get(reverse("registry:run", args=[run.pk])).content.decode()

    opened = bring_in(ROW, ROW | {"项目编号": "SZ-002"})
    tried = bring_in(ROW | {"项目编号": "SZ-003"}, dry_run=True)
    newer = bring_in(ROW | {"规划许可星级": "★★★"})
    first, second = (
        f'href="{reverse("construction:project", args=[one.pk])}"'
        for one in Project.objects.order_by("code")
    )
    assert first in shown(opened) and second in shown(opened)
    assert first in shown(newer) and second not in shown(newer)
    assert "/projects/" not in re.findall(r"<main.*?</main>", shown(tried), re.S)[0]
