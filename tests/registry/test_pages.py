"""The importer's pages: try a file, read the reasons, import it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.jobs import run_worker
from greenward.bureau.registry import views
from greenward.bureau.registry.models import Building, ImportProfile, ImportRun

from .conftest import Import

LIST = (
    "建筑编码,建筑名称,行政区划,建筑面积（m²）\n"
    "440304A001,岭南大厦,福田区,\"23,410.5\"\n"
    "440304A002,=HYPERLINK(1),福田区,-5\n"
)  # fmt: skip
TOML = 'name = "mine"\nholds = ["buildings"]\n[columns]\ncode = "建筑编码"\n'


@pytest.fixture
def client(registrar: Actor) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(registrar.user)
    return client


def send(client: Client, city: Area, **data: Any) -> Any:
    given = {
        "file": SimpleUploadedFile("名录.csv", LIST.encode("gb18030")),
        "kind": "buildings",
        "profile": "greenward-buildings",
        "area": city.pk,
    } | data
    return client.post(reverse("registry:new"), given)


def test_a_file_is_tried_then_imported_then_taken_back(client: Client, city: Area) -> None:
    answer = send(client, city, dry_run="on")
    tried = ImportRun.objects.get()
    assert answer.url == reverse("registry:run", args=[tried.pk])
    page = client.get(answer.url).content.decode()
    assert "Nothing was written" in page and "2 rows: 1 accepted, 1 refused." in page
    assert not Building.objects.exists()

    answer = client.post(reverse("registry:again", args=[tried.pk]))
    run = ImportRun.objects.first()
    assert (run.dry_run, run.created, run.refused) == (False, 1, 1)
    assert Building.objects.get().name == "岭南大厦"
    page = client.get(answer.url).content.decode()
    assert "-5 is negative." in page and "Undo the whole import" in page

    client.post(reverse("registry:undo", args=[run.pk]))
    assert not Building.objects.exists()
    page = client.get(answer.url).content.decode()
    assert "Undone by" in page


def test_refused_rows_come_back_with_reasons_and_cannot_run(client: Client, city: Area) -> None:
    send(client, city)
    run = ImportRun.objects.get()
    answer = client.get(reverse("registry:refused", args=[run.pk]))
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("建筑编码,建筑名称,行政区划,建筑面积（m²）,Row,Column,")
    assert lines[1].startswith(
        "440304A002,'=HYPERLINK(1),福田区,-5,3,建筑面积（m²）,-5,-5 is negative."
    )
    assert len(lines) == 2


def test_one_merge_is_taken_back_on_the_page(client: Client, city: Area) -> None:
    send(client, city)
    changed = LIST.replace("岭南大厦", "岭南大厦二期").encode()
    send(client, city, file=SimpleUploadedFile("list.csv", changed))
    run = ImportRun.objects.first()
    change = run.changes.get()
    page = client.get(reverse("registry:run", args=[run.pk])).content.decode()
    assert "<del>岭南大厦</del>" in page and "building code 440304A001" in page
    client.post(reverse("registry:undo_one", args=[run.pk, change.pk]))
    assert Building.objects.get().name == "岭南大厦"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"profile": ""}, "This field is required."),
        ({"profile": "="}, "Paste the profile here, or choose one above."),
        ({"profile": "=", "pasted": "holds = 5"}, "say where the fields come from"),
        ({"profile": "greenward-bills"}, "maps no rows for this import"),
        ({"file": ""}, "This field is required."),
        ({"area": ""}, "This field is required."),
    ],
)
def test_a_form_that_cannot_be_used_says_why(
    client: Client, city: Area, data: dict[str, Any], says: str
) -> None:
    answer = send(client, city, **data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_pasted_profile_is_used_once_and_a_saved_one_again(client: Client, city: Area) -> None:
    send(client, city, profile="=", pasted=TOML)
    assert ImportRun.objects.get().profile_name == "mine"
    assert not ImportProfile.objects.exists()
    answer = client.post(reverse("registry:profiles"), {"text": TOML})
    assert answer.url == reverse("registry:profile", args=["mine"])
    assert "建筑编码" in client.get(answer.url).content.decode()
    answer = client.post(
        reverse("registry:profiles"), {"text": TOML.replace("mine", "chicago-panel")}
    )
    assert answer.status_code == 422
    assert send(client, city, profile="mine").status_code == 302


def test_an_empty_list_has_the_headings_in_the_readers_language(client: Client) -> None:
    url = reverse("registry:template", args=["greenward-bills"])
    assert client.get(url).content.decode("utf-8-sig").startswith("Building code,Meter number")
    client.cookies["django_language"] = "zh-hans"
    assert client.get(url).content.decode("utf-8-sig").startswith("建筑编码,表号")


def test_a_file_that_cannot_be_read_is_told_on_its_page(client: Client, city: Area) -> None:
    answer = send(client, city, file=SimpleUploadedFile("x.csv", b"a,b\n1,2\n"))
    page = client.get(answer.url).content.decode()
    assert "No column is headed 建筑编码 / Building code" in page


def test_a_registrar_of_a_district_imports_into_it_alone(
    officer: Actor, futian: Area, nanshan: Area
) -> None:
    client = Client()
    client.force_login(officer.user)
    assert send(client, nanshan).status_code == 422
    assert send(client, futian).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_left_to_a_worker(
    city: Area, registrar: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "QUICK", 10)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(registrar.user)
    answer = send(client, city)
    run = ImportRun.objects.get()
    assert run.state == ImportRun.State.WAITING
    page = client.get(answer.url).content.decode()
    progress = reverse("registry:progress", args=[run.pk])
    assert progress in page
    assert "HX-Refresh" not in client.get(progress).headers
    run_worker(1, wait=False)
    run.refresh_from_db()
    assert (run.state, run.created) == (ImportRun.State.DONE, 1)
    assert client.get(progress).headers["HX-Refresh"] == "true"


def test_the_list_of_runs_asks_a_constant_number_of_queries(
    bring_in: Import, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(12):
        bring_in(f"建筑编码\nA{number}\n", "greenward-buildings")
    with django_assert_max_num_queries(8):
        client.get(reverse("registry:imports"))
    run = bring_in(
        "建筑编码,建筑名称\n" + "".join(f"B{i},n\n" for i in range(60)), "greenward-buildings"
    )
    with django_assert_max_num_queries(16):
        client.get(reverse("registry:run", args=[run.pk]))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [375, 1280])
def test_in_a_browser(
    page: Any, sign_in: Callable[..., None], registrar: Actor, city: Area, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, registrar.user, "en")
    page.goto(reverse("registry:new"))
    page.set_input_files(
        "input[type=file]", {"name": "名录.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    page.select_option("select[name=profile]", "greenward-buildings")
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("Nothing was written").wait_for()
    expect(page.get_by_text("-5 is negative.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Import it now").click()
    page.get_by_text("What was written").wait_for()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Undone: 岭南大厦.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
