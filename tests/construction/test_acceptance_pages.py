"""The pages of assessment, tests, site and special acceptance, for each who has to do with them."""

# ruff: noqa: F811  (fixtures of a neighbour are imported by name)

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.accepting.reading import sessions, signatures
from greenward.bureau.construction.deciding import grant
from greenward.bureau.construction.models import (
    Acceptance,
    AirTest,
    Evaluation,
    Qualification,
    SpotCheck,
)
from greenward.bureau.construction.sitework import record as record_site

from . import acceptance_kit as kit
from .conftest import Site
from .test_acceptance import assessed, site  # noqa: F401  (fixtures)

ROLES = ("developer", "evaluator", "laboratory", "contractor", "housing")


def client(actor: Actor) -> Client:
    made = Client(headers={"accept-language": "en"})
    assert actor.user
    made.force_login(actor.user)
    return made


def who(site: Site, name: str) -> Actor:
    return site.housing if name == "housing" else site.parties[PartyRole(name)]


def read(site: Site, name: str, path: str = "", status: int = 200) -> str:
    answer = client(who(site, name)).get(f"/projects/{site.project.pk}/{path}")
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def send(site: Site, name: str, path: str, status: int = 302, **fields: Any) -> str:
    answer = client(who(site, name)).post(f"/projects/{site.project.pk}/{path}", fields)
    text = answer.content.decode()
    assert answer.status_code == status, text[text.find("error-summary") :][:1500]
    return text


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("path", ["assessment", "tests", "acceptance", "site"])
def test_every_page_opens_while_nothing_is_on_file(shenzhen: Site, name: str, path: str) -> None:
    read(shenzhen, name, path)


def test_a_stranger_sees_none_of_it(shenzhen: Site, jinzhou: Site) -> None:
    for path in ("assessment", "tests", "acceptance", "site"):
        read(shenzhen, "developer", path)
        url = f"/projects/{shenzhen.project.pk}/{path}"
        assert client(jinzhou.developer).get(url).status_code == 404


def test_an_assessment_by_its_pages(site: Site) -> None:
    agency = kit.company(site, PartyRole.EVALUATOR)
    fields = {
        "organisation": agency.pk,
        "commissioned_on": kit.days_ago(30),
        "contract_number": "1",
    }
    send(site, "contractor", "assessment/commission", 403, **fields)
    send(site, "developer", "assessment/commission", **fields)
    assert "Missing before the report can be issued" in read(site, "evaluator", "assessment")
    send(site, "evaluator", "assessment/independence")
    send(
        site,
        "evaluator",
        "assessment/findings",
        energy_target="58.20",
        saving_rate="66",
        what_1="遮阳系数",
        found_1="0.3",
        met_1="yes",
        star="2",
        concluded_on=kit.days_ago(2),
        summary="核查完毕",
    )
    assert "≤ 60.00" in read(site, "developer", "assessment")
    send(site, "evaluator", "assessment/issue", 422)
    send(site, "evaluator", "assessment/issue", declare="on")
    assert Evaluation.objects.get().issued_on
    page = read(site, "housing", "assessment")
    assert "the authority has not checked it" in page
    send(
        site,
        "housing",
        "assessment/check",
        quality="accurate",
        holds="no",
        reasons="面积计算有误",
    )
    assert "面积计算有误" in read(site, "developer", "assessment")


def test_a_table_of_tests_names_the_refused_rows(site: Site) -> None:
    AirTest.objects.all()
    table = (
        "房间,检测项目,检测结果,单位,取值时间,检测日期,报告编号\n"
        f"502,甲醛,0.05,mg/m³,1h,{kit.days_ago(1)},KQ-7\n"
        f"502,某物,0.05,mg/m³,1h,{kit.days_ago(1)},KQ-7\n"
    )
    text = send(
        site,
        "laboratory",
        "tests/air/table",
        422,
        laboratory=kit.company(site, PartyRole.LABORATORY).pk,
        table=SimpleUploadedFile("air.csv", table.encode()),
    )
    assert "1 of 2 rows are on file" in text
    assert "某物" in text
    assert AirTest.objects.filter(room="502").count() == 1
    assert "total volatile organic compounds" in read(site, "laboratory", "tests")  # missing in 502


def test_a_test_by_the_form_over_the_limit(site: Site) -> None:
    send(
        site,
        "laboratory",
        "tests/air",
        laboratory=kit.company(site, PartyRole.LABORATORY).pk,
        room="601",
        pollutant="formaldehyde",
        value="0.064001",
        unit="mg/m³",
        averaging="1h",
        tested_on=kit.days_ago(1),
        report_number="KQ-8",
    )
    page = read(site, "contractor", "tests")
    assert "Over the limit or below it:" in page
    send(site, "housing", "tests/judge")


def test_a_session_by_its_pages(assessed: Site) -> None:
    site = assessed
    application = kit.apply(site.developer, site.fresh(), "special_acceptance")
    send(
        site,
        "developer",
        f"acceptance/hold/{application.pk}",
        held_on=timezone.localdate(),
        place="现场",
    )
    session = Acceptance.objects.get()
    base = f"acceptance/{session.pk}"
    page = read(site, "developer", base)
    assert "Missing before it can be signed" in page
    head = {f"present_{role}": "yes" for role in kit.FOUR} | {
        f"people_{role}": "代表" for role in kit.FOUR
    }
    send(site, "developer", f"{base}/head", held_on=session.held_on, place="现场", star="2", **head)
    for code in ("standards", "drawings", "chapter"):
        rows = session.items.filter(comparison=code)
        fields = {f"p{row.pk}-result": "met" for row in rows}
        fields |= {f"p{row.pk}-found": row.found or "已核查" for row in rows}
        fields |= {f"p{row.pk}-required": row.required for row in rows}
        send(site, "developer", f"{base}/points/{code}", **fields)
    for role in kit.FOUR:
        url = f"{base}/sign/{role}"
        read(site, role.value, url)
        hash = sessions().get().content_hash
        send(site, role.value, url, agrees="yes", seen=hash)
    assert len(signatures(sessions().get())) == 4
    read(site, "contractor", f"{base}/sign/developer", 403)
    assert "Record the pass" in read(site, "developer", base)
    grant(site.developer, application.matter)
    send(site, "developer", f"{base}/report")
    assert sessions().get().report
    send(
        site,
        "housing",
        f"{base}/check",
        checked_on=timezone.localdate(),
        cause="drawn",
        chosen_by="C-1",
        conforms="yes",
    )
    assert SpotCheck.objects.count() == 1
    listed = client(site.housing).get("/acceptances").content.decode()
    assert "1 of 1 acceptances" in listed
    assert client(site.developer).get("/acceptances").status_code == 403


def test_a_reported_demand_is_not_on_the_developers_page(shenzhen: Site) -> None:
    send(
        shenzhen, "contractor", "site/demand", happened_on=kit.days_ago(1), text="要求降低保温厚度"
    )
    assert "要求降低保温厚度" in read(shenzhen, "contractor", "site")
    assert "要求降低保温厚度" in read(shenzhen, "housing", "site")
    assert "要求降低保温厚度" not in read(shenzhen, "developer", "site")
    matter = client(shenzhen.developer).get(f"/matters/{shenzhen.project.matter_id}")
    assert matter.status_code == 200
    assert "demand to violate" not in matter.content.decode()
    read(shenzhen, "developer", "site/demand", 403)


def test_deviations_by_their_pages(shenzhen: Site) -> None:
    found = record_site(
        shenzhen.parties[PartyRole.SUPERVISOR],
        shenzhen.fresh(),
        "deviation",
        happened_on=kit.days_ago(3),
        text="窗框密封缺失",
    )
    send(shenzhen, "contractor", "site/correction", 422, happened_on=kit.days_ago(1), text="已补")
    send(
        shenzhen,
        "contractor",
        "site/correction",
        happened_on=kit.days_ago(1),
        text="已补",
        answers=found.pk,
    )
    assert "No deviation is open." in read(shenzhen, "developer", "site")


def test_certificates_are_entered_by_an_officer(shenzhen: Site) -> None:
    agency = kit.company(shenzhen, PartyRole.EVALUATOR)
    fields = {
        "organisation": agency.pk,
        "activity": "evaluation",
        "number": "PG-9",
        "first_day": kit.days_ago(400),
        "document": SimpleUploadedFile("a.txt", b"certificate"),
    }
    assert client(shenzhen.developer).post("/qualifications/new", fields).status_code == 403
    fields.pop("document")
    assert client(shenzhen.housing).post("/qualifications/new", fields).status_code == 302
    row = Qualification.objects.get()
    assert "PG-9" in client(shenzhen.developer).get("/qualifications").content.decode()
    sent = {"on": kit.days_ago(1), "because": "伪造报告"}
    url = f"/qualifications/{row.pk}/revoke"
    assert client(shenzhen.housing).post(url, sent).status_code == 302
    assert "does not hold" in client(shenzhen.developer).get("/qualifications").content.decode()
    assert client(shenzhen.developer).get(f"/qualifications/{row.pk}/file").status_code == 404


def test_a_city_without_a_session_says_so(jinzhou: Site) -> None:
    answer = client(jinzhou.developer).get(f"/projects/{jinzhou.project.pk}/acceptance")
    assert "asks for no session of its own" in answer.content.decode()


def test_a_day_stands_in_the_form_in_every_language(shenzhen: Site) -> None:
    page = read(shenzhen, "contractor", "site/begun")
    assert f'value="{timezone.localdate().isoformat()}"' in page
    chinese = client(who(shenzhen, "contractor"))
    chinese.cookies["django_language"] = "zh-hans"
    page = chinese.get(f"/projects/{shenzhen.project.pk}/site/begun").content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_a_page_asks_as_often_with_more_tests_on_file(
    site: Site,
) -> None:
    reader = client(site.parties[PartyRole.LABORATORY])
    url = f"/projects/{site.project.pk}/tests"
    reader.get(url)
    with CaptureQueriesContext(connection) as few:
        reader.get(url)
    kit.test(site, *kit.clean("301"), *kit.clean("401"))
    with CaptureQueriesContext(connection) as many:
        reader.get(url)
    assert len(many) == len(few)
    assert len(many) <= 20
