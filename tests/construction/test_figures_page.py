"""The page of shares: every ratio with what it counts, every number with its list, and as files."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest
from django.test import Client

from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.stating import state
from greenward.bureau.construction.statistics import duties
from greenward.law.language import Subject, Verdict
from greenward.law.reading import judge

from .conftest import Site, build_site

PAGE, LIST = "/projects/figures", "/projects/figures/list"


@pytest.fixture
def started(jinzhou: Site) -> Site:
    """Three projects started in 2020, two known green and one of which nothing is known."""
    sites = [jinzhou, *(build_site(jinzhou.project.area, f"JZ-{n}") for n in (2, 3))]
    for number, site in enumerate(sites):
        if number < 2:
            state(site.housing, site.fresh(), {"green_designed": True})
        record_decision(
            site.housing,
            site.fresh(),
            "construction_permit",
            granted=True,
            decided_on=date(2020, 5, 4),
            number=f"2020-{number}",
            authority="锦州市行政审批局",
        )
    return jinzhou


@pytest.fixture
def signed_in(client: Client, started: Site) -> Client:
    client.force_login(started.housing.user)
    return client


def text(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))  # type: ignore[attr-defined]


def test_every_share_says_what_it_counts(signed_in: Client) -> None:
    page = signed_in.get(f"{PAGE}?cut_off=2020-11-18", headers={"accept-language": "en"})
    said = text(page)
    assert page.status_code == 200
    assert (
        "Construction permit, up to 2020-11-18: at least 66.6% green by number (2 of 3 projects), "
        "at least 66.6% by floor area (24,000 of 36,000 m²)."
    ) in said
    assert "A share at the start is not a share accepted or labelled" in said
    assert "Filing of the completion acceptance”: 0 projects up to the same day" in said
    assert "planning permit" in said  # of which there is no share


def test_a_number_opens_a_list_as_long_as_it_says(signed_in: Client) -> None:
    page = signed_in.get(f"{PAGE}?cut_off=2020-11-18").content.decode()
    links = set(re.findall(r'href="(/projects/figures/list[^"]*)"', page))
    assert links
    for green, length in (("yes", 2), ("unknown", 1)):
        link = next(one for one in links if "construction_permit" in one and green in one)
        listed = signed_in.get(link.replace("&amp;", "&"))
        assert listed.context["page"].paginator.count == length


def test_the_figures_are_taken_away_with_all_they_count(signed_in: Client) -> None:
    answer = signed_in.get(
        f"{PAGE}?cut_off=2020-11-18&format=csv", headers={"accept-language": "en"}
    )
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(body)))
    whole = [row for row in rows if not row["District"]]
    assert [(row["Unit"], row["Green (numerator)"], row["Share"]) for row in whole] == [
        ("projects", "2", "0.6666"),
        ("m²", "24000.00", "0.6666"),
    ]
    assert {row["Up to (cut-off day)"] for row in rows} == {"2020-11-18"}
    assert {row["Stage"] for row in rows} == {"Construction permit"}
    assert [row["District"] for row in rows if row["District"]] == ["Guta", "Guta"]


def test_days_that_make_no_sense_are_said(signed_in: Client) -> None:
    page = signed_in.get(f"{PAGE}?cut_off=2999-01-01", headers={"accept-language": "en"})
    assert "This day lies ahead." in text(page)
    late = signed_in.get(f"{PAGE}?since=2021-01-01&cut_off=2020-11-18")
    assert late.status_code == 200
    assert signed_in.get(f"{LIST}?stage=nonsense&star=9&district=%27").status_code == 200


def test_the_page_asks_as_often_however_many_projects_there_are(
    signed_in: Client, started: Site, django_assert_max_num_queries: object
) -> None:
    signed_in.get(PAGE)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        signed_in.get(PAGE)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        signed_in.get(f"{LIST}?stage=construction_permit")


def test_who_sees_no_project_sees_no_figure(client: Client, started: Site) -> None:
    from tests.fixtures.people import make_actor

    client.force_login(make_actor("nobody").user)
    assert client.get(PAGE).context["filter"] is None
    assert client.get(LIST).context["filter"] is None


def test_a_duty_counts_the_projects_that_its_lists_hold(signed_in: Client, started: Site) -> None:
    """What the law browser says of a duty about projects, against the law asked case by case."""
    edition = law_of(started.project.area).edition
    asked = [duty for duty in edition.duties if duty.subject is Subject.PROJECT]
    city = started.project.area.city()
    found = duties.tallies(started.housing, city, asked, edition)
    projects = list(Project.objects.visible_to(started.housing))
    for duty in asked:
        by_hand = Counter(judge(duty, project.facts).verdict for project in projects)
        assert {v: found[duty.id][v.name.lower()] for v in Verdict} == {
            v: by_hand[v] for v in Verdict
        }
    link = f"/projects/duties/B2.1/unknown?city={city.code}"
    assert signed_in.get(link).context["page"].paginator.count == found["B2.1"]["unknown"] == 3
    assert signed_in.get("/projects/duties/B2.1/nonsense").status_code == 404
    assert signed_in.get("/projects/duties/99.9/owed").status_code == 404
