"""The pages of the law browser: what they say, to whom, from which edition, in how many queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.models import Finding
from greenward.bureau.standards.editions import publish
from greenward.bureau.standards.models import PublishedEdition
from greenward.bureau.statutes import texts
from greenward.law.language import Duty, Edition, Text, Verdict
from greenward.law.shenzhen import PACK
from greenward.web.catalogue import PACKAGE, catalogue_of

from .kit import judged_city, whole

pytestmark = pytest.mark.django_db
PAGES = (
    "/law/",
    "/law/?q=能耗",
    "/law/articles/32/",
    "/law/articles/13/",
    "/law/articles/47/",
    "/law/articles/57/",
    "/law/articles/1/",
    "/law/gates/",
    "/law/fines/",
    "/law/facts/eui/",
    "/law/rules/32.2.2/examples/",
)


@pytest.fixture
def judged(city: Area, futian: Area, nanshan: Area) -> Any:
    return judged_city(city, futian, nanshan)


Show = Callable[..., str]


@pytest.fixture
def show(client: Client) -> Show:
    """``show(actor, url, language="en")`` gives the words of a page."""

    def show(actor: Actor, url: str, language: str = "en", status: int = 200) -> str:
        assert actor.user
        client.force_login(actor.user)
        client.cookies["django_language"] = language
        response = client.get(url)
        assert response.status_code == status, url
        return response.content.decode()

    return show


def words(page: str) -> str:
    plain = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def cells(page: str, duty: str) -> dict[str, tuple[int, str]]:
    """The counts of one duty on an article's page: label -> (number, address of the list)."""
    row = next(r for r in page.split("<tr>") if f'href="#rule-{duty}"' in r)
    found = re.findall(r'data-label="([^"]+)"><a href="([^"]+)">([\d,]+)', row)
    return {label: (int(number), unescape(href)) for label, href, number in found}


# --- counts ---------------------------------------------------------------------------------


def test_the_counts_are_those_of_what_the_actor_sees(
    show, judged, officer, sibling_officer, director
):
    failing = {
        who.name: cells(show(who, "/law/articles/27/"), "27.1")["breaches"][0]
        for who in (officer, sibling_officer, director)
    }
    assert failing == {officer.name: 1, sibling_officer.name: 1, director.name: 2}
    satisfied = {
        who.name: cells(show(who, "/law/articles/27/"), "27.1")["complies"][0]
        for who in (officer, sibling_officer, director)
    }
    assert satisfied == {officer.name: 1, sibling_officer.name: 0, director.name: 1}


@pytest.mark.parametrize("who", ["officer", "director"])
def test_every_number_opens_a_list_of_as_many_buildings(client, show, judged, request, who):
    actor = request.getfixturevalue(who)
    for article, duty in (("27", "27.1"), ("32", "32.2.1"), ("32", "32.2.3"), ("6", "6.1.1")):
        found = cells(show(actor, f"/law/articles/{article}/"), duty)
        assert set(found) == {"complies", "breaches", "unknown", "not applicable", "owed"}
        for label, (number, href) in found.items():
            rows = client.get(href).content.count(b'<th scope="row">')
            assert rows == number, (duty, label)


def test_counts_of_a_year_change_with_the_year(show, judged, director):
    page = show(director, "/law/articles/25/?year=2024")
    assert "reporting year 2024" in words(page)
    assert all("year=2024" in href for _n, href in cells(page, "25.2").values())


def test_an_owner_reads_the_same_law_over_the_own_buildings(show, judged, owner):
    page = show(owner, "/law/articles/27/")
    assert sum(number for number, _ in cells(page, "27.1").values()) == 0
    assert "in the buildings of your organisation" in words(page)
    assert "岭南" not in page


def test_a_duty_no_room_serves_says_which_facts_are_missing(show, judged, director):
    page = words(show(director, "/law/articles/33/"))
    assert "Not counted yet" in page and "no room records" in page
    assert "Not counted yet: no room keeps these yet" in words(show(director, "/law/articles/43/"))
    assert "Judged on each project's page by every act" in words(
        show(director, "/law/articles/14/")
    )


def test_before_the_first_assessment_nothing_is_counted(show, city, director):
    publish(Actor.operator(), PACK)
    page = words(show(director, "/law/articles/27/"))
    assert "nothing has been assessed" in page and "breaches today" not in page


def test_a_duty_written_otherwise_since_the_last_assessment_is_not_counted(show, judged, director):
    def stricter(duty: Duty) -> Duty:
        return replace(duty, requires=~duty.applies) if duty.id == "27.1" else duty

    publish(Actor.operator(), replace(PACK, duties=tuple(map(stricter, PACK.duties))))
    page = show(director, "/law/articles/27/")
    assert "assess again to count it" in words(page)
    assert cells(page, "27.2.1")["unknown"][0] >= 1


def test_other_words_do_not_stop_the_count(show, judged, director):
    def reworded(duty: Duty) -> Duty:
        return replace(duty, text=Text("换个说法", "Said otherwise")) if duty.id == "27.1" else duty

    publish(Actor.operator(), replace(PACK, duties=tuple(map(reworded, PACK.duties))))
    page = show(director, "/law/articles/27/")
    assert "Said otherwise" in page and cells(page, "27.1")["breaches"][0] == 2


def test_the_list_says_how_many_breach_an_article_today(show, judged, director, officer):
    assert "2 breaches today" in words(show(director, "/law/?q=第27条"))
    assert "1 breach today" in words(show(officer, "/law/?q=第27条"))
    assert Finding.objects.filter(duty="27.1", verdict=Verdict.BREACHED, ended_by=None).count() == 2


# --- what an article says -------------------------------------------------------------------


def test_article_32_says_what_of_whom_at_what_cost(show, judged, officer):
    page = words(show(officer, "/law/articles/32/"))
    for said in (
        "owner, holder of the right of use",
        "the year's energy use intensity is at least 150 % of the constraint value of that year",
        "¥500,000.00–¥1,000,000.00",
        "Only after an order to correct has expired.",
        "Persons directly responsible: 1%–5% of the fine imposed (Article 58).",
        "the energy audit report",
        "It is one of the three classes of public building",
    ):
        assert said in page, said


def test_examples_are_shown_with_facts_verdict_and_reason(show, judged, officer):
    page = words(show(officer, "/law/articles/32/"))
    assert "Energy use exactly at the constraint value satisfies the limit" in page
    assert "The constraint value of that year: 80 kWh/(m²·a)".lower() in page.lower()
    everything = words(show(officer, "/law/rules/32.2.2/examples/"))
    assert "Article 57 fines the missing audit and measures, not the figure itself." in everything
    assert "Fine under Article 57, item 1: ¥100,000.00 to ¥300,000.00" in everything


def test_no_example_beside_a_rule_the_pack_writes_otherwise(show, judged, officer):
    def stricter(duty: Duty) -> Duty:
        return replace(duty, requires=~duty.applies) if duty.id == "27.1" else duty

    publish(Actor.operator(), replace(PACK, duties=tuple(map(stricter, PACK.duties))))
    assert "No example of this rule" in words(show(officer, "/law/rules/27.1/examples/"))


def test_a_gate_shows_its_grounds_and_what_it_waits_for(show, judged, officer):
    page = words(show(officer, "/law/gates/"))
    for gate in PACK.gates:
        for ground in gate.grounds:
            assert ground.text.en.lower() in page.lower()
    assert "Waits for" in page and "Met when:" in page


def test_a_permission_sleeps_until_a_policy_is_in_force(show, judged, officer):
    page = words(show(officer, "/law/articles/47/"))
    assert "Asleep: no policy that implements it is in force" in page and "3% of:" in page


def test_a_declaratory_article_says_why_nothing_is_computed(show, judged, officer):
    page = words(show(officer, "/law/articles/1/"))
    assert "declaratory" in page and "Nothing is computed from this article" in page


def test_all_fines_stand_in_one_table(show, judged, officer):
    page = words(show(officer, "/law/fines/"))
    for duty in PACK.duties:
        if duty.breach:
            assert duty.text.en[1:] in page
    assert "¥2,000.00 per m²" in page and "2%–4%" in page
    assert "Article 57, item 2" in page and "Article 57, paragraph" not in page


def test_a_fact_says_who_proves_it_and_which_rules_ask_it(show, judged, officer):
    page = words(show(officer, "/law/facts/constraint_value/"))
    assert "Article 32, paragraph 2 · duty · decides whether it is met" in page
    assert "The row of the energy standard" in page


@pytest.mark.parametrize(
    "url",
    [
        "/law/articles/999/",
        "/law/articles/other/32/",
        "/law/facts/nothing/",
        "/law/?edition=123456789012",
    ]
    + ["/law/rules/99.9/examples/"],
)
def test_what_the_edition_does_not_have_is_not_found(show, judged, officer, url):
    show(officer, url, status=404)


# --- filters --------------------------------------------------------------------------------


def articles(page: str) -> list[str]:
    return re.findall(r'<div class="no"><a href="/law/articles/([^/"]+)/', page)


def test_filters_narrow_by_who_chapter_fine_and_class(show, judged, officer):
    everything = articles(show(officer, "/law/"))
    assert len(everything) == len(PACK.articles)
    assert articles(show(officer, "/law/?who=evaluator")) == ["15"]
    fined = articles(show(officer, "/law/?fine=on"))
    assert {"13", "14", "32", "57"} <= set(fined) and "1" not in fined
    chapter = articles(show(officer, "/law/?chapter=sz-2022:4"))
    assert chapter == [str(n) for n in range(30, 39)]
    assert "1" not in articles(show(officer, "/law/?computable=on"))
    assert articles(show(officer, "/law/?chapter=nonsense")) == everything


def test_a_search_that_finds_nothing_says_what_to_do(show, judged, officer):
    assert "Try a shorter word" in words(show(officer, "/law/?q=xylophone"))


# --- editions -------------------------------------------------------------------------------


def test_the_latest_edition_is_read_and_older_ones_are_kept(show, judged, officer):
    old = PublishedEdition.objects.get()
    publish(Actor.operator(), whole())
    now = show(officer, "/law/")
    assert "The city's regulation" in words(now) and f"?edition={old.hash[:12]}" in now
    before = show(officer, f"/law/?edition={old.hash[:12]}")
    assert "You read an older edition" in words(before)
    assert f"/law/articles/32/?edition={old.hash[:12]}" in before
    page = show(officer, f"/law/articles/32/?edition={old.hash[:12]}")
    assert "You read an older edition" in words(page)
    show(officer, "/law/articles/32/", status=404)


def test_an_article_of_another_text_has_its_own_address(show, city, officer):
    publish(Actor.operator(), whole())
    assert "Duty n.17" in words(show(officer, "/law/articles/national/17/"))
    assert "/law/articles/national/17/" in show(officer, "/law/")


def test_without_an_edition_the_page_says_how_to_begin(show, city, officer):
    assert "greenward law publish" in words(show(officer, "/law/"))


# --- the official text ----------------------------------------------------------------------


def load(text: str) -> None:
    texts.load(Actor.operator(), text.encode(), "text.md", "sz-2022")


ZH = "# 深圳经济特区绿色建筑条例\n\n## 第一章 总则\n\n"


def body(words_of: Callable[[int], str]) -> str:
    return ZH + "\n\n".join(f"第{numeral(n)}条 {words_of(n)}" for n in range(1, 63)) + "\n"


def numeral(n: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return (
        ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    )


def test_the_official_text_stands_beside_the_reading_and_differing_words_are_told(
    show, judged, officer
):
    assert "No official text is loaded" in words(show(officer, "/law/articles/32/"))
    load(body(lambda n: f"这是测试用的第{n}个段落。"))
    page = words(show(officer, "/law/articles/32/"))
    assert "这是测试用的第32个段落。" in page and "The loaded text differs" in page
    assert "32" in articles(show(officer, "/law/?q=第32个段落"))


# --- the way to the what-if page ------------------------------------------------------------


def test_the_what_if_switch_leads_to_the_numbers_of_the_rule(show, judged, officer):
    page = show(officer, "/law/articles/32/")
    assert "/law/what-if/?rule=32.2.3" in page
    assert "150 %" in words(page) and "Try other numbers" in words(page)


# --- speed and words ------------------------------------------------------------------------


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_no_page_asks_more_than_ten_queries(client, judged, director):
    client.force_login(director.user)
    urls = [*PAGES, *(f"/law/articles/{article.number}/" for article in PACK.articles)]
    assert {url: n for url in urls if (n := queries(client, url)) > 10} == {}


def test_queries_do_not_grow_with_the_city(client, judged, city, futian, director):
    from greenward.bureau.registry.models import Building

    client.force_login(director.user)
    before = {url: queries(client, url) for url in PAGES}
    Building.objects.bulk_create(
        Building(area=futian, name=f"B{n}", in_use=True) for n in range(50)
    )
    publish(Actor.operator(), whole())
    publish(Actor.operator(), reworded_pack())
    assert {url: queries(client, url) for url in PAGES} == before


def reworded_pack() -> Edition:
    return replace(PACK, title=Text("改了标题", "Another title"))


@pytest.mark.parametrize("url", PAGES)
def test_a_chinese_page_holds_no_english_message(show, judged, officer, url):
    page = words(show(officer, url, "zh-hans"))
    own = catalogue_of(PACKAGE / "bureau" / "lawbook")
    english = {
        piece.strip()
        for message in own
        for piece in re.split(r"%\(\w+\)s", message.text)
        if len(piece.strip()) > 7
    }
    assert {piece for piece in english if piece in page} == set()
