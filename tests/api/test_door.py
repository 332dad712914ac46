"""The door for machines: what a token sees, how errors read, what an upload leaves behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from greenward.api import door
from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import ApiClient, Area, Organisation, PartyRole
from greenward.bureau.casework.matters.steps import TakingPart, opened
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.people import clients
from greenward.bureau.registry.models import Building, Identifier, ImportRun
from tests.fixtures.world import World

URL = "/api/v1/"


@pytest.fixture
def machine(world: World) -> Client:
    return Client(headers={"authorization": f"Bearer {world.client[1]}"})


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def upload(content: bytes = b"Building code\n440304A007\n") -> dict[str, Any]:
    file = SimpleUploadedFile("list.csv", content, "text/csv")
    return {"kind": "buildings", "profile": "greenward-buildings", "area": "440304", "file": file}


def test_a_building_with_its_findings(world: World, machine: Client) -> None:
    assert world.assessment
    Identifier.objects.create(building=world.building, scheme="portal", value="17")
    found = machine.get(f"{URL}buildings/{world.building.pk}").json()
    assert found["identifiers"] == [{"scheme": "portal", "value": "17"}]
    assert found["area"]["code"] == "440304"
    by_duty = {finding["duty"]: finding for finding in found["findings"]}
    assert by_duty["27.1"]["verdict"] == "breached"
    owned = signed_in(world.people["owner"]).get(f"{URL}buildings/{world.building.pk}").json()
    assert {f["duty"] for f in owned["findings"]} <= set(by_duty)


def test_lists_are_paged_filtered_and_the_clients_own(
    world: World, machine: Client, nanshan: Area
) -> None:
    for number in range(7):
        Building.objects.create(name=f"F{number}", area=world.futian)
        Building.objects.create(name=f"N{number}", area=nanshan)
    first = machine.get(f"{URL}buildings?page_size=4").json()
    last = machine.get(f"{URL}buildings?page_size=4&page=2").json()
    names = [one["name"] for one in first["items"] + last["items"]]
    assert names == [f"F{number}" for number in range(7)]
    assert first["count"] == 7
    assert machine.get(f"{URL}buildings?text=f3").json()["count"] == 1
    assert machine.get(f"{URL}buildings?area=440305").json()["count"] == 0
    everything = signed_in(world.people["director"]).get(f"{URL}buildings?area=440305").json()
    assert everything["count"] == 7


def test_an_upload_is_run_and_followed(world: World, machine: Client) -> None:
    made = machine.post(
        f"{URL}imports",
        upload(b"Building code,Floor area (m\xc2\xb2)\n440304A007,1\n440304A008,x\n"),
    )
    assert made.status_code == 201
    run = machine.get(f"{URL}imports/{made.json()['id']}").json()
    assert run == made.json()
    assert (run["state"], run["rows"], run["accepted"], run["refused"]) == ("done", 2, 1, 1)
    assert run["reasons"][0]["first_row"] == 3
    assert run["reasons"][0]["remedy"]
    row = AuditEvent.objects.filter(act="import_buildings").latest("pk")
    assert (row.actor_name, row.actor) == ("portal", world.client[0].user)
    assert [one["id"] for one in machine.get(f"{URL}imports").json()["items"]] == [run["id"]]


@pytest.mark.parametrize(
    ("wrong", "code"), [({"area": "440305"}, "no_area"), ({"profile": "mine"}, "no_profile")]
)
def test_an_upload_is_refused_with_a_code_and_a_remedy(
    machine: Client, wrong: dict[str, str], code: str
) -> None:
    answer = machine.post(f"{URL}imports", upload() | wrong)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["code"] == code
    assert answer.json()["remedy"]
    assert not ImportRun.objects.exists()


def test_scopes_narrow_what_the_post_includes(world: World, machine: Client) -> None:
    ApiClient.objects.update(scopes=["see_inbox"])
    for address in ("buildings", "matters", "acts", "imports"):
        assert machine.get(URL + address).status_code == 403, address
    assert machine.post(f"{URL}imports", upload()).status_code == 403
    assert machine.get(f"{URL}inbox").status_code == 200
    assert machine.get(f"{URL}me").json()["scopes"] == ["see_inbox"]


def test_a_companys_client_sees_the_companys_matters_alone(world: World) -> None:
    company = Organisation.objects.get(pk=world.people["contractor"].organisations[0])
    _client, token = clients.make(
        Actor.operator(),
        name="site office",
        organisation=company,
        scopes=["see_buildings", "see_matters", "see_inbox"],
        expires_on=world.client[0].expires_on,
    )
    machine = Client(headers={"authorization": f"Bearer {token}"})
    other = opened(
        Actor.operator(),
        "correction",
        title="another",
        area=world.futian,
        parties=[TakingPart(PartyRole.OWNER, Organisation.objects.create(name="Redwood Two"))],
    )
    with other as (elsewhere, _event):
        pass
    mine = [world.matter.pk]
    assert [one["id"] for one in machine.get(f"{URL}matters").json()["items"]] == mine
    whole = machine.get(f"{URL}matters/{world.matter.pk}").json()
    assert {party["role"] for party in whole["parties"]} == {"owner", "contractor"}
    assert machine.get(f"{URL}matters/{elsewhere.pk}").status_code == 404
    assert world.building and machine.get(f"{URL}buildings").json()["count"] == 0
    assert machine.get(f"{URL}me").json()["organisations"] == ["Bluewood"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer gw_x", "Bearer gw_0123456789ab_x", "x y"])
def test_without_a_token_the_answer_says_how_to_come_in(db: None, header: str) -> None:
    answer = Client(headers={"authorization": header} if header else {}).get(f"{URL}me")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert "Authorization" in answer.json()["remedy"]


def test_a_session_needs_its_csrf_token_to_change_anything(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["registrar"].user)
    assert client.get(f"{URL}me").status_code == 200
    assert client.post(f"{URL}imports", upload()).status_code == 403
    assert not ImportRun.objects.exists()


def test_who_asks_too_fast_waits(
    world: World, machine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "PER_MINUTE", 2)
    codes = [machine.get(f"{URL}me").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    waiting = machine.get(f"{URL}me")
    assert int(waiting["Retry-After"]) > 0
    assert waiting.json()["code"] == "too_often"


def test_who_guesses_tokens_waits_and_those_with_one_do_not(
    world: World, machine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "GUESSES", 2)
    guessing = Client(headers={"authorization": "Bearer gw_0123456789ab_x"})
    assert [guessing.get(f"{URL}me").status_code for _ in range(3)] == [401, 401, 429]
    assert machine.get(f"{URL}me").status_code == 200


@pytest.mark.parametrize("address", ["buildings", "matters", "inbox", "imports"])
def test_a_list_takes_the_same_queries_for_few_and_many(
    world: World, machine: Client, address: str
) -> None:
    def fill(count: int) -> None:
        owner = Organisation.objects.get(name="Greenwood")
        for number in range(count):
            Building.objects.create(area=world.futian, owner=owner, name=str(number))
            machine.post(f"{URL}imports", upload(f"Building code\n440304B{number:03}\n".encode()))
            with opened(
                Actor.operator(),
                "correction",
                title="-",
                area=world.futian,
                parties=[TakingPart(PartyRole.OWNER, owner)],
            ):
                pass

    def queries() -> int:
        officer = signed_in(world.people["officer"])
        officer.get(URL + address)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(URL + address).status_code == 200
        return len(asked)

    fill(1)
    few = queries()
    fill(4)
    assert queries() == few <= 12
