"""The pages of a draw: planning from the register or a list, the course by buttons, what the public sees."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, Role
from greenward.bureau.enforcement.draws import services
from greenward.bureau.enforcement.draws.forms.quotas import read_quotas
from greenward.bureau.enforcement.draws.models import Draw
from greenward.bureau.enforcement.models import CorrectionOrder
from greenward.bureau.log.sequencer import drain
from greenward.bureau.registry.models import Building
from greenward.trust.draw import Quota, Withdrawal, verifier
from greenward.trust.proofs import parse as proof_file
from tests.fixtures.people import make_actor

from .test_draws import PNG, SSQ, evidence, later, planned

pytestmark = pytest.mark.django_db
USCC = "91350100M000100Y43"


def signed_in(actor: Actor | None) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    if actor:
        client.force_login(actor.user)
    return client


def the_plan(area: Area, **changed: Any) -> dict[str, Any]:
    given = {
        "purpose": "Post-assessment 2026",
        "article": "22",
        "area": area.pk,
        "come_from": "list",
        "target_rows": "编号,名称,风险等级,辖区,所有人\nA1,甲楼,高,福田区,Greenwood\nA2,乙楼,低,,\nA3,丙楼,低,440304,",
        "quota": "高: 100%\n*: 1",
        "inspector_rows": "执法证号,姓名,辖区,回避单位\n001,张三,福田,Greenwood\n002,李四,,\n003,王五,440304,",
        "per_target": 2,
        "cap": 3,
        "method": "vrs",
        "kind1": "ssq",
        "name1": "2026135",
        "at1": timezone.localtime(later()).strftime("%Y-%m-%dT%H:%M"),
    }
    return {**given, **changed}


def test_a_plan_from_a_list(officer: Actor, futian: Area) -> None:
    Organisation.objects.create(name="Greenwood", uscc=USCC)
    answer = signed_in(officer).post("/draws/new/", the_plan(futian))
    draw = Draw.objects.get()
    assert answer.url == f"/draws/{draw.pk}/"
    assert draw.pool["targets"][0] == {
        "id": "A1", "name": "甲楼", "stratum": "高", "district": "440304", "owner": USCC
    }  # fmt: skip
    assert draw.pool["inspectors"][0] == {"id": "001", "districts": ["440304"], "recused": [USCC]}
    assert draw.names["002"] == "李四"
    assert draw.pool["quota"] == {"高": {"basis_points": 10_000}, "低": 1}


def test_a_plan_from_the_register(officer: Actor, futian: Area, nanshan: Area) -> None:
    owner = Organisation.objects.create(name="Greenwood", uscc=USCC)
    for n, area in enumerate((futian, futian, futian, nanshan)):
        Building.objects.create(
            code=f"B{n}", name=f"楼{n}", area=area, owner=owner, function="A", floor_area=9_000 * n
        )
    CorrectionOrder.objects.create(
        building=Building.objects.get(code="B1"),
        duty="27.1",
        issued_on=date(2026, 3, 1),
        due_on=date(2026, 4, 1),
    )
    given = {"come_from": "register", "strata": "orders", "since": "2026-01-01", "quota": "*: 1"}
    client = signed_in(officer)
    assert client.post("/draws/new/", the_plan(futian, **given)).status_code == 302
    targets = Draw.objects.get().pool["targets"]
    assert [(t["id"], t["stratum"], t["owner"]) for t in targets] == [
        ("B0", "normal", USCC), ("B1", "high", USCC), ("B2", "normal", USCC)
    ]  # fmt: skip
    answer = client.post("/draws/new/", the_plan(futian, **given, at_least=99_999))
    assert (
        answer.status_code == 422 and "No building of the register fits" in answer.content.decode()
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"target_rows": "编号,风险等级\nA1,高\nA1,高\n,高"}, ("stands in row 2 already", "Row 4")),
        ({"target_rows": "名称\nA1"}, ("must hold the headings",)),
        ({"target_rows": "编号,辖区\nA1,南山区"}, ("no district of",)),
        ({"target_rows": "编号\n"}, ("The list is empty.",)),
        ({"inspector_rows": "姓名\n张三"}, ("must hold the headings",)),
        ({"quota": "many"}, ("is no quota",)),
        ({"quota": "高: 5.5"}, ("is no quota",)),
        ({"quota": "高: 200%"}, ("up to 100%",)),
        ({"quota": "高: 5"}, ("Set a quota for each stratum",)),
        ({"quota": "中: 5\n*: 1"}, ("No target is in the stratum",)),
        ({"at1": "2020-01-01T00:00"}, ("before the first source speaks",)),
        ({"kind2": "qlc"}, ("Say which announcement",)),
        ({"per_target": 1}, ("greater than or equal to 2",)),
    ],
)
def test_a_wrong_plan_is_refused_whole_and_says_where(
    officer: Actor, futian: Area, changed: dict[str, Any], words: tuple[str, ...]
) -> None:
    answer = signed_in(officer).post("/draws/new/", the_plan(futian, **changed))
    assert answer.status_code == 422 and not Draw.objects.exists()
    page = answer.content.decode()
    for one in words:
        assert one in page


def test_quotas_are_read_by_id_or_by_name() -> None:
    assert read_quotas("high：20％\nordinary risk 2.5%\n*: 3", {"high", "normal"}) in (
        {"high": Quota(basis_points=2_000), "normal": Quota(basis_points=250), "*": Quota(3)},
        {
            "high": Quota(basis_points=2_000),
            "ordinary risk": Quota(basis_points=250),
            "*": Quota(3),
        },
    )


def test_a_file_in_gb_18030_and_a_plan_changed(officer: Actor, futian: Area) -> None:
    rows = "编号,风险等级\nA1,高\nA2,低\n".encode("gb18030")
    client = signed_in(officer)
    sent = the_plan(futian, target_file=SimpleUploadedFile("名单.csv", rows), target_rows="")
    assert client.post("/draws/new/", sent).status_code == 302
    draw = Draw.objects.get()
    page = client.get(f"/draws/{draw.pk}/plan/").content.decode()
    assert "the 2 targets of this plan stay" in page and "001,张三,440304" in page
    again = the_plan(futian, come_from="keep", cap=7, purpose="other", quota="高: 1\n低: 1")
    assert client.post(f"/draws/{draw.pk}/plan/", again).status_code == 302
    draw = Draw.objects.get()
    assert (draw.pool["cap"], len(draw.pool["targets"]), draw.purpose) == (7, 2, "other")


def test_the_course_by_its_buttons(officer: Actor, director: Actor, futian: Area) -> None:
    draw, planner, head = planned(officer, futian), signed_in(officer), signed_in(director)
    url = f"/draws/{draw.pk}/"
    assert f'action="{url}freeze/"' not in planner.get(url).content.decode()
    assert f'action="{url}freeze/"' in head.get(url).content.decode()
    head.post(f"{url}freeze/")
    assert "values/" not in planner.get(url).content.decode(), "the source has not spoken"

    with time_machine.travel(later(3), tick=True):
        planner, head = signed_in(officer), signed_in(director)
        sent = lambda red: {  # noqa: E731
            "v0_0": red, "v0_1": "9", "evidence": SimpleUploadedFile("a.png", PNG, "image/png")
        }  # fmt: skip
        answer = planner.post(f"{url}values/", sent("6 11 17 21 24"))
        assert answer.status_code == 422
        assert planner.post(f"{url}values/", sent("6 11 17 21 24 32")).status_code == 302
        page = head.get(f"{url}values/").content.decode()
        assert "32" not in page.split("<main")[1].split("<form")[1].split("csrf")[0]
        assert head.post(f"{url}values/", sent("33，24、21,17 11 6")).status_code == 302
        page = head.get(url).content.decode()
        assert "The two entries differ" in page and "6 11 17 21 24 32" in page
        planner.post(f"{url}values/", sent("33 24 21 17 11 6"))
        head.post(f"{url}values/", sent("6 11 17 21 24 33"))
        planner.post(f"{url}reveal/")
        head.post(f"{url}publish/")
        planner.post(f"{url}close/")
    assert Draw.objects.get().matter.state == "closed"


@pytest.fixture
def drawn(officer: Actor, director: Actor, futian: Area) -> Any:
    colleague = make_actor("colleague", (Role.OFFICER, futian))
    draw = services.freeze(director, planned(officer, futian))
    with time_machine.travel(later(3), tick=True):
        for person in (officer, colleague):
            services.enter(person, draw, values=SSQ, evidence=evidence())
        yield services.reveal(officer, draw)


def test_the_public_sees_the_result_when_it_is_published_and_never_a_name(
    drawn: Draw, officer: Actor, director: Actor
) -> None:
    everybody, url = signed_in(None), f"/draws/{drawn.pk}/"
    page = everybody.get(url).content.decode()
    assert "What was drawn" not in page and drawn.code not in page and "张三" not in page
    assert set(json.loads(everybody.get(f"{url}draw.json").content)) == {"announcement", "pool"}
    assert everybody.get("/draws/verify/", {"draw": drawn.pk}).status_code == 404
    assert "张三" in signed_in(officer).get(url).content.decode()

    services.publish(director, drawn)
    page = everybody.get(url).content.decode()
    assert "What was drawn" in page and drawn.code in page and "张三" not in page
    file = json.loads(everybody.get(f"{url}draw.json").content)
    assert "张三" not in json.dumps(file, ensure_ascii=False)
    assert verifier.verify(file, drawn.announcement_sha256) == []
    assert everybody.get("/draws/verify/", {"draw": drawn.pk}).status_code == 200
    assert everybody.get("/draws/verify/", {"draw": "x"}).status_code == 404


def test_a_substitute_from_the_page(drawn: Draw, officer: Actor) -> None:
    client, first = signed_in(officer), drawn.result["chosen"][0]["target"]
    url = f"/draws/{drawn.pk}/substitute/"
    assert f'value="{first}"' in client.get(url, {"target": first}).content.decode()
    assert client.post(url, {"target": first, "reason": "illness"}).status_code == 422
    assert client.post(url, {"reason": "ceased"}).status_code == 422
    assert client.post(url, {"target": first, "reason": "ceased"}).status_code == 302
    page = client.get(f"/draws/{drawn.pk}/").content.decode()
    assert f"target {first} was withdrawn" in page and "Round 2" in page


def test_an_abandoned_draw_says_why_to_everybody(
    officer: Actor, director: Actor, futian: Area
) -> None:
    draw = services.freeze(director, planned(officer, futian))
    signed_in(director).post(f"/draws/{draw.pk}/abandon/", {"reason": "wrong list"})
    assert "wrong list" in signed_in(None).get(f"/draws/{draw.pk}/").content.decode()


def test_the_list_asks_the_same_number_of_questions_however_long(
    officer: Actor, director: Actor, futian: Area
) -> None:
    def asked(client: Client) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/draws/").status_code == 200
        return len(queries)

    services.freeze(director, planned(officer, futian))
    clients = [signed_in(None), signed_in(officer)]
    before = [asked(client) for client in clients]
    for _ in range(5):
        services.freeze(director, planned(officer, futian))
    assert [asked(client) for client in clients] == before
    assert max(before) <= 10, before


def test_one_page_asks_a_bounded_number_of_questions(
    drawn: Draw, officer: Actor, director: Actor
) -> None:
    services.publish(director, drawn)
    first = drawn.result["chosen"][0]["target"]
    services.substitute(officer, drawn, withdrawn=Withdrawal(first), reason="ceased")
    drain()
    client = signed_in(officer)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/draws/{drawn.pk}/")
    assert len(queries) <= 10, [q["sql"][:90] for q in queries]


def test_the_evidence_is_for_those_who_may_open_it_and_never_before_the_second_entry(
    officer: Actor, director: Actor, futian: Area
) -> None:
    draw = services.freeze(director, planned(officer, futian))
    url = f"/draws/{draw.pk}/"
    with time_machine.travel(later(3), tick=True):
        first = services.enter(officer, draw, values=SSQ, evidence=evidence())
        filed = f'href="/filings/{first.filing_id}"'
        assert filed not in signed_in(director).get(url).content.decode()
        services.enter(director, draw, values=SSQ, evidence=evidence())
        assert filed in signed_in(officer).get(url).content.decode()
        assert filed not in signed_in(None).get(url).content.decode()


def test_everybody_fetches_the_proofs_of_the_freezing_and_the_publication(
    drawn: Draw, director: Actor
) -> None:
    services.publish(director, drawn)
    drain()
    everybody = signed_in(None)
    page = everybody.get(f"/draws/{drawn.pk}/").content.decode()
    proofs = re.findall(r'href="(/log/proof/\d+)"', page)
    freezing, publication = (
        proof_file(everybody.get(one).content.decode()).entry.decode() for one in proofs
    )
    assert drawn.announcement_sha256 in freezing and "publish_draw" in publication
