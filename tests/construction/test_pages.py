"""The pages around projects: what each person sees of them, what each may do there, and how often a
page asks the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole, Role
from greenward.bureau.casework.models import Comment, Task
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.models import Application, Plot, Project
from greenward.bureau.construction.opening import open_project
from greenward.bureau.construction.stating import state
from tests.fixtures.people import make_actor

from .conftest import REGIME, Site

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
LAND = {"granted": True, "decided_on": REGIME, "number": "深地合字1号", "authority": "规划部门"}


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.user
    client.force_login(actor.user)
    return client


def get(actor: Actor, url: str, **more: str) -> str:
    """The page as text; anything but 200 fails."""
    answer = client_of(actor).get(url, **more)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def page_of(work: Project | Plot) -> str:
    return reverse(f"construction:{work.subject.value}", args=[work.pk])


def more_projects(site: Site, number: int) -> None:
    """Further projects of the same developer, at different points of the course."""
    developer = site.project.developer
    for n in range(number):
        made = open_project(
            Actor.operator(),
            area=site.project.area,
            code=f"SZ-more-{n}",
            name=f"又一工程{n}",
            developer=developer,
            regime_on=REGIME,
            regime_reason="土地合同签订日",
            plot=site.plot,
            function="R",
            floor_area=Decimal(9_000),
        )
        if n % 2:
            record_decision(Actor.operator(), made, "planning_permit", **LAND)


def asks(actor: Actor, url: str) -> int:
    """How many queries a page takes once everything kept between requests is kept."""
    client = client_of(actor)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
        return len(asked)


# --- what each sees -------------------------------------------------------------------------


def test_a_developer_sees_its_own_projects_alone(shenzhen: Site, futian: Area) -> None:
    other = make_actor("other", organisations=(Organisation.objects.create(name="Redwood"),))
    url = page_of(shenzhen.project)
    assert shenzhen.project.name in get(shenzhen.developer, "/projects/")
    assert shenzhen.project.name not in get(other, "/projects/")
    assert client_of(other).get(url).status_code == 404
    assert client_of(other).get(page_of(shenzhen.plot)).status_code == 404


def test_a_sibling_district_finds_no_such_project(shenzhen: Site, nanshan: Area) -> None:
    sibling = make_actor("sibling", (Role.OFFICER, nanshan))
    assert shenzhen.project.code not in get(sibling, "/projects/")
    for name in ("project", "state", "regime", "documents", "record"):
        url = reverse(f"construction:{name}", args=[shenzhen.project.pk])
        assert client_of(sibling).get(url).status_code == 404


def test_the_officer_is_offered_what_the_post_may_do(shenzhen: Site) -> None:
    url, pk = page_of(shenzhen.project), shenzhen.project.pk
    seen = get(shenzhen.housing, url)
    for name in ("state", "record", "regime"):
        assert reverse(f"construction:{name}", args=[pk]) in seen
    hold = reverse("casework:act", args=[shenzhen.project.matter_id, "hold_project"])
    assert hold in seen
    of_developer = get(shenzhen.developer, url)
    assert reverse("construction:regime", args=[pk]) not in of_developer
    assert hold not in of_developer


def test_what_the_authority_keeps_to_itself_is_shown_to_no_party(shenzhen: Site) -> None:
    record_decision(Actor.operator(), shenzhen.plot, "land_terms", **LAND)
    matter = shenzhen.project.matter
    Comment.objects.create(matter=matter, text="内部意见", by=shenzhen.housing.user)
    Task.objects.create(
        matter=matter,
        act="settle_escalation",
        role=Role.DIRECTOR,
        area=matter.area,
        note="请主任定",
    )
    url = page_of(shenzhen.project)
    official, party = get(shenzhen.housing, url), get(shenzhen.developer, url)
    assert "请主任定" in official
    assert "请主任定" not in party
    assert "内部意见" not in party
    assert "12.4.2" not in party  # what the authority itself owes


def test_a_contrary_decision_is_told_to_officials_alone(shenzhen: Site) -> None:
    state(shenzhen.housing, shenzhen.fresh(), {"permit_star": 0})
    record_decision(shenzhen.housing, shenzhen.fresh(), "planning_permit", **LAND)
    assert shenzhen.project.decisions.get().contrary
    words = "the law would have answered otherwise"
    url = page_of(shenzhen.project)
    assert words in get(shenzhen.housing, url, **ENGLISH)
    assert words not in get(shenzhen.developer, url, **ENGLISH)


@pytest.mark.parametrize(
    ("headers", "words"), [({}, "当前待办"), (ENGLISH, "Owed now")], ids=["zh", "en"]
)
def test_both_languages(shenzhen: Site, headers: dict[str, str], words: str) -> None:
    assert words in get(shenzhen.developer, page_of(shenzhen.project), **headers)


# --- what is done there ---------------------------------------------------------------------


def test_a_clerk_opens_a_project_and_states_what_is_asked(shenzhen: Site) -> None:
    """The developer's own: opened, its plot found by number, a fact stated once and kept."""
    clerk = client_of(shenzhen.developer)
    sent = {
        "name": "海岳名苑",
        "code": "SZ-new",
        "area": shenzhen.project.area_id,
        "developer": shenzhen.project.developer_id,
        "plot": shenzhen.plot.code,
        "new_construction": "yes",
        "function": "R",
        "floor_area": "12000.50",
        "investment": "80000000.00",
        "regime_on": "2024-03-01",
        "regime_reason": "土地合同签订日",
    }
    assert clerk.post("/projects/new", sent).status_code == 302
    made = Project.objects.get(code="SZ-new")
    assert made.plot_id == shenzhen.plot.pk
    assert made.investment_fen == 8_000_000_000
    assert clerk.post("/projects/new", sent).status_code == 422  # the number is on file


def test_facts_are_stated_on_the_form_of_a_gate(jinzhou: Site) -> None:
    url = reverse("construction:state", args=[jinzhou.project.pk])
    designer = client_of(jinzhou.parties[PartyRole.DESIGNER])
    assert "drawing_certificate" in designer.get(url).content.decode()
    sent = {"green_designed": "yes"}
    assert designer.post(f"{url}?for=drawing_certificate&by=designer", sent).status_code == 302
    assert jinzhou.fresh().facts["green_designed"] is True
    developer = client_of(jinzhou.developer)
    assert developer.get(f"{url}?for=drawing_certificate").status_code == 403


def test_a_change_says_which_gates_it_opens_before_it_is_done(jinzhou: Site) -> None:
    record_decision(jinzhou.housing, jinzhou.fresh(), "drawing_certificate", **LAND)
    state(jinzhou.housing, jinzhou.fresh(), {"drawings_meet_energy_standards": True})
    state(jinzhou.housing, jinzhou.fresh(), {"green_designed": True})
    record_decision(jinzhou.housing, jinzhou.fresh(), "drawing_certificate", **LAND)
    url = reverse("construction:state", args=[jinzhou.project.pk]) + "?for=drawing_certificate"
    officer = client_of(jinzhou.housing)
    assert "which open anew" in officer.get(url, **ENGLISH).content.decode()
    sent = {"green_designed": "no", "drawings_meet_energy_standards": "yes"}
    assert officer.post(url, sent).status_code == 422
    assert officer.post(url, sent | {"because": "设计变更"}).status_code == 302
    seen = get(jinzhou.housing, page_of(jinzhou.project))
    assert "设计变更" in seen


def test_an_application_is_handed_in_or_says_why_not(shenzhen: Site) -> None:
    url = reverse("construction:apply", args=[shenzhen.project.pk, "planning_permit"])
    clerk = client_of(shenzhen.developer)
    assert clerk.post(url).status_code == 422  # the land comes first
    record_decision(Actor.operator(), shenzhen.plot, "land_terms", **LAND)
    assert clerk.post(url).status_code == 302
    assert shenzhen.fresh().next_step == "in_hand"
    assert client_of(shenzhen.housing).get(url).status_code == 403


def test_a_decision_of_another_authority_is_recorded_with_its_paper(shenzhen: Site) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    url = reverse("construction:record", args=[shenzhen.project.pk, "planning_permit"])
    paper = SimpleUploadedFile("许可.txt", "许可".encode(), "text/plain")
    sent = {
        "gate": "planning_permit",
        "granted": "yes",
        "authority": "规划部门",
        "number": "深规许1号",
        "decided_on": "2024-06-01",
        "document": paper,
    }
    assert client_of(shenzhen.planning).post(url, sent).status_code == 302
    decision = shenzhen.project.decisions.get()
    assert decision.document is not None
    assert decision.number in get(shenzhen.developer, page_of(shenzhen.project))
    sent["decided_on"] = "2999-01-01"
    assert client_of(shenzhen.planning).post(url, sent).status_code == 422


def test_the_day_of_the_law_is_chosen_with_a_reason(shenzhen: Site) -> None:
    url = reverse("construction:regime", args=[shenzhen.project.pk])
    officer = client_of(shenzhen.housing)
    assert officer.post(url, {"on": "2023-01-01", "because": ""}).status_code == 422
    assert officer.post(url, {"on": "2023-01-01", "because": "规划许可之日"}).status_code == 302
    assert shenzhen.fresh().regime_on == date(2023, 1, 1)


def test_a_planning_officer_enters_a_plot(shenzhen: Site) -> None:
    sent = {"area": shenzhen.project.area_id, "code": "B-99", "name": "前海地块"}
    answer = client_of(shenzhen.planning).post("/plots/new", sent)
    made = Plot.objects.get(code="B-99")
    assert answer.status_code == 302
    assert answer["Location"] == page_of(made)
    assert "前海地块" in get(shenzhen.planning, "/plots/")


# --- lists ----------------------------------------------------------------------------------


def test_what_waits_for_the_reader_stands_first(shenzhen: Site) -> None:
    record_decision(Actor.operator(), shenzhen.plot, "land_terms", **LAND)
    more_projects(shenzhen, 3)
    apply(shenzhen.developer, shenzhen.fresh(), "planning_permit")
    seen = get(shenzhen.planning, "/projects/")
    own, newest = seen.index(shenzhen.project.name), seen.index("又一工程2")
    assert own < newest
    seen = get(
        shenzhen.housing, "/projects/"
    )  # the planning authority's, not the housing officer's
    assert seen.index("又一工程2") < seen.index(shenzhen.project.name)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=SZ-1", True),
        ("text=nothing", False),
        ("gate=planning_permit", True),
        ("gate=completion_filing", False),
        ("function=A", False),
        ("state=held", False),
        ("step=waiting", True),
        ("star=3", False),
    ],
)
def test_filters(shenzhen: Site, query: str, found: bool) -> None:
    assert (shenzhen.project.code in get(shenzhen.housing, f"/projects/?{query}")) is found


def test_the_list_is_taken_away_under_its_filters(shenzhen: Site) -> None:
    officer = client_of(shenzhen.housing)
    rows = b"".join(officer.get("/projects/?format=csv&text=SZ-1")).decode()
    assert shenzhen.project.name in rows
    assert (
        shenzhen.project.name
        not in b"".join(officer.get("/projects/?format=csv&text=nothing")).decode()
    )


MOST = 12
"""Queries of a page, three of them to know the reader."""
TOPICS = ("chapters", "contracts", "people", "tests", "acceptance", "assessment", "site")
OPERATION = ("handover", "sale", "homes")


def pages(site: Site, application: Application) -> dict[str, int]:
    """The address of each page, with how often it may ask."""
    key = [site.project.pk]
    urls = [
        "/projects/",
        page_of(site.project),
        page_of(site.plot),
        *(reverse(f"construction:{name}", args=key) for name in TOPICS),
        *(reverse(f"operation:{name}", args=key) for name in OPERATION),
    ]
    return dict.fromkeys([*urls, f"/matters/{application.matter_id}"], MOST)


def test_pages_ask_seldom_and_as_often_with_more_on_them(shenzhen: Site) -> None:
    record_decision(Actor.operator(), shenzhen.plot, "land_terms", **LAND)
    application = apply(shenzhen.developer, shenzhen.fresh(), "planning_permit")
    allowed = pages(shenzhen, application)
    readers = {
        shenzhen.housing: allowed,
        shenzhen.planning: allowed,
        shenzhen.developer: allowed | {"/owed": MOST},
    }
    asked = {(who.name, url): asks(who, url) for who, urls in readers.items() for url in urls}
    assert {key: n for key, n in asked.items() if n > {**allowed, "/owed": MOST}[key[1]]} == {}
    more_projects(shenzhen, 29)
    by_name = {who.name: who for who in readers}
    again = {key: asks(by_name[key[0]], key[1]) for key in asked}
    assert {key: (asked[key], n) for key, n in again.items() if n > asked[key]} == {}
