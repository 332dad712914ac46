"""The pages of the standards desk: what they lead with, and the acts done through them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.standards import services, waiting
from greenward.bureau.standards.models import Ruling, Standard, StandardInUse, StandardRow
from greenward.bureau.standards.waiting import Waiting

from .kit import OPERATOR, SAID, enter, only, row

WORD = {"official": "吴敏", "source": "GB/T 51161-2016, p. 9", "dated": "2026-11-20"}


@pytest.fixture
def desk(standards_official: Actor) -> Client:
    """A standards official at the desk, in English."""
    return signed_in(standards_official)


def signed_in(actor: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    return client


def text(client: Client, name: str, *args: Any, **query: Any) -> str:
    return client.get(reverse(f"standards:{name}", args=args), query).content.decode()


def send(client: Client, name: str, data: dict[str, Any], *args: Any) -> Any:
    return client.post(reverse(f"standards:{name}", args=args), data)


@pytest.fixture
def counted() -> Iterator[dict[str, Any]]:
    """Says how many buildings wait, in the place of the assessment's counter."""
    before, said = waiting._counters[:], {"by_row": {}, "buildings": 0}
    waiting.register(lambda actor: Waiting(**said))
    yield said
    waiting._counters[:] = before


# --- the desk -------------------------------------------------------------------------------


def test_the_desk_leads_with_what_waits(desk: Client, city: Area, counted: dict[str, Any]) -> None:
    assert "No standard is on file" in text(desk, "desk")
    services.seed(OPERATOR)
    found = text(desk, "desk")
    assert "No building waits. 490 rows are proposals nobody has confirmed." in found
    ids = list(
        StandardRow.objects.filter(quantity="energy.constraint").values_list("pk", flat=True)
    )
    counted.update(by_row=dict.fromkeys(ids[:12], 300), buildings=3200)
    found = text(desk, "desk")
    assert "12 rows to confirm, 3,200 buildings wait on them." in found
    assert found.index("GB/T 51161-2016") < found.index("GB/T 2589-2020"), "what is needed first"
    counted.update(by_row={ids[0]: 1}, buildings=1)
    assert "1 row to confirm, 1 building waits on it." in text(desk, "desk")


def test_the_desk_asks_a_constant_number_of_questions(
    desk: Client, city: Area, counted: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    text(desk, "desk")
    services.seed(OPERATOR)
    for query in ({}, {"show": "duty"}, {"show": "missing"}, {"whom": "official"}):
        with django_assert_max_num_queries(10):
            text(desk, "desk", **query)
    quota = StandardRow.objects.filter(quantity="water.quota.lower").first()
    assert quota
    for name, pk in (("standard", quota.standard_id), ("row", quota.pk)):
        with django_assert_max_num_queries(10):
            text(desk, name, pk)


def test_how_far_the_desk_has_come(desk: Client, city: Area) -> None:
    services.seed(OPERATOR)
    assert "490 rows: 0 decide, 490 wait; 21 things nobody has supplied." in text(desk, "desk")
    services.confirm(OPERATOR, StandardRow.objects.filter(quantity="air.limit"), SAID)
    found = text(desk, "desk")
    assert "490 rows: 18 decide, 472 wait; 21 things nobody has supplied." in found
    assert "29 rows: 18 decide, 11 wait" in found
    air = Standard.objects.get(code="GB/T 18883-2022")
    assert "29 rows: 18 decide, 11 wait" in text(desk, "standard", air.pk)


def shown(client: Client, **query: str) -> tuple[set[str], int, int]:
    """What the desk shows: standards, rows, gaps."""
    found = client.get(reverse("standards:desk"), query).context["desk"].standards
    rows = sum(len(one.rows) for one in found)
    return {one.standard.code for one in found}, rows, sum(len(one.gaps) for one in found)


def test_the_desk_is_narrowed_by_what_waits_and_for_whom(
    desk: Client, city: Area, counted: dict[str, Any]
) -> None:
    services.seed(OPERATOR)
    enter("A", row("80"), confirmed=False)
    limit = only(Standard.objects.get(code="GB/T 18883-2022"), selector__pollutant="ozone")
    services.confirm(OPERATOR, [limit], SAID)
    assert shown(desk)[1:] == (490, 21)
    assert shown(desk, show="decides") == ({"GB/T 18883-2022"}, 1, 0)
    assert shown(desk, whom="authority") == ({"A"}, 1, 0)
    assert shown(desk, whom="official")[1:] == (489, 0)
    assert shown(desk, whom="holder")[1:] == (0, 21) == shown(desk, show="missing")[1:]
    assert shown(desk, show="needed") == (set(), 0, 0)
    counted.update(by_row={only(Standard.objects.get(code="A")).pk: 3}, buildings=3)
    assert shown(desk, show="needed") == ({"A"}, 1, 0)
    assert "Nothing on file is of this kind" in text(desk, "desk", show="needed", whom="official")
    codes, rows, gaps = shown(desk, show="duty")
    assert "GB 55016-2021" not in codes and "SJG 34-2017" in codes
    assert shown(desk, show="nonsense")[1:] == shown(desk)[1:], "an unknown choice narrows nothing"
    by_hand = {"GB 50555-2010": 162, "GB/T 18883-2022": 17, "GB 50325-2020": 14, "A": 1,
               "GB/T 50378-2019技术细则": 2, "GB 50118-2010": 4, "GB 55038-2025": 2}  # fmt: skip
    found = desk.get(reverse("standards:desk"), {"show": "duty"}).context["desk"].standards
    seen = {one.standard.code: len(one.rows) for one in found if one.rows}
    assert {code: seen[code] for code in by_hand} == by_hand


def test_a_row_names_the_duties_that_need_it(desk: Client, city: Area) -> None:
    services.seed(OPERATOR)
    sound = Standard.objects.get(code="GB 50118-2010")
    wall = only(sound, quantity="sound.low", selector__element="party_bedrooms")
    page = text(desk, "row", wall.pk)
    assert '<a href="/law/articles/35/#rule-35.1">Article 35</a>' in page
    assert "#rule-35.2" not in page, "that is the floor's"
    assert "≥ 45 dB" in page and "they are answered unknown" in page
    window = only(sound, quantity="sound.low", selector__element="window_other")
    assert "None; it is kept for reference." in text(desk, "row", window.pk)
    floor = only(sound, selector__element="floor_component", quantity="sound.high")
    assert "&lt; 65 dB" in text(desk, "row", floor.pk)
    page = text(desk, "standard", sound.pk)
    assert "Duties of these articles need its values:" in page
    assert "could not be made sure of" in page and "Where to get it: the standard itself." in page


def test_the_use_of_a_standard_has_a_purpose(desk: Client, city: Area) -> None:
    standard = enter("A", row("5", "air.limit", "mg/m³", pollutant="ozone"))
    given = {"area": city.pk, "standard": standard.pk, "first_day": "2020-01-01", "last_day": ""}
    assert send(desk, "in_use", given).context["form"].errors["purpose"]
    assert send(desk, "in_use", {**given, "purpose": "air"}).status_code == 302
    assert "limits of indoor air (Article 34)" in text(desk, "in_use")


def test_a_standard_without_values_says_so(desk: Client, city: Area) -> None:
    services.seed(OPERATOR)
    shenzhen = Standard.objects.get(code="SJG 34-2017")
    found = text(desk, "standard", shenzhen.pk)
    assert "The tables of this standard were not obtained" in found
    assert "No value of this standard is on file." in found


def test_a_standard_is_laid_out_by_class_and_zone(desk: Client, city: Area) -> None:
    services.seed(OPERATOR)
    national = Standard.objects.get(code="GB/T 51161-2016")
    found = text(desk, "standard", national.pk)
    assert "government office, class A" in found and "severe cold zone, cold zone" in found
    limit = only(national, quantity="energy.constraint",
                 selector={"energy_class": "office-commercial-B", "climate_zone": "HSWW"})  # fmt: skip
    assert f'<a href="/standards/rows/{limit.pk}/">100</a>' in found
    assert "reference hours of restaurants" in found


def test_names_follow_the_language(standards_official: Actor, city: Area) -> None:
    standard = enter("A", row("80", energy_class="hospital", climate_zone="HSWW"))
    client = signed_in(standards_official)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    assert "约束值 · 医疗建筑 · 夏热冬暖地区" in text(client, "row", only(standard).pk)


def test_readers_see_no_forms(owner: Actor, officer: Actor, city: Area) -> None:
    standard = enter("A", row("80"), confirmed=False, city=city)
    for actor in (owner, officer):
        client = signed_in(actor)
        for page in (
            text(client, "desk"),
            text(client, "standard", standard.pk),
            text(client, "row", only(standard).pk),
            text(client, "in_use"),
        ):
            main = page.split("<main", 1)[1].split("</main", 1)[0]
            assert 'method="post"' not in main and "/standards/confirm/" not in main.replace(
                'action="/standards/confirm/"', ""
            )


# --- confirm, withdraw, reject --------------------------------------------------------------


def test_confirming_chosen_rows(desk: Client, standards_official: Actor, city: Area) -> None:
    enter("A", row("80"), row("60", "energy.guiding"), row("5", "due.25.2", "d"), confirmed=False)
    chosen = [one.pk for one in StandardRow.objects.exclude(quantity="due.25.2")]
    page = text(desk, "confirm", row=chosen)
    assert "Do these 2 rows say what the standard says?" in page
    answer = send(desk, "confirm", {"row": chosen, **WORD})
    assert answer.status_code == 302
    assert set(Ruling.objects.values_list("row_id", flat=True)) == set(chosen)
    said = Ruling.objects.first()
    assert said and (said.official, said.user) == ("吴敏", standards_official.user)
    assert "2 rows confirmed." in text(desk, "desk")


def test_confirming_a_whole_standard_at_once(desk: Client, city: Area) -> None:
    services.seed(OPERATOR)
    national = Standard.objects.get(code="GB/T 51161-2016")
    page = desk.get(reverse("standards:confirm"), {"standard": national.pk})
    chosen = [one.pk for one in page.context["rows"]]
    assert len(chosen) == 130
    assert send(desk, "confirm", {"row": chosen, **WORD}).status_code == 302
    assert not national.rows.undecided().exists()
    assert StandardRow.objects.undecided().count() == 360


@pytest.mark.parametrize("lacking", ["official", "source", "dated"])
def test_confirming_without_name_source_or_date(desk: Client, city: Area, lacking: str) -> None:
    standard = enter("A", row("80"), confirmed=False)
    answer = send(desk, "confirm", {"row": only(standard).pk, **WORD, lacking: ""})
    assert answer.status_code == 422 and answer.context["form"].errors[lacking]
    assert not Ruling.objects.exists()


def test_a_word_dated_tomorrow_is_refused_on_the_page(desk: Client, city: Area) -> None:
    standard = enter("A", row("80"), confirmed=False)
    answer = send(desk, "confirm", {"row": only(standard).pk, **WORD, "dated": "2099-01-01"})
    assert answer.status_code == 422
    assert "2099-01-01" in str(answer.context["form"]["dated"])
    assert answer.context["form"].errors["dated"] and not Ruling.objects.exists()


def test_nothing_chosen_leads_back_to_the_desk(desk: Client, city: Area) -> None:
    standard = enter("A", row("80"))
    for query in ({}, {"row": "x"}, {"row": only(standard).pk}, {"standard": "999"}):
        assert "No row is chosen" in text(desk, "confirm", **query)


def test_taking_a_confirmation_back_and_rejecting_the_row(desk: Client, city: Area) -> None:
    standard = enter("A", row("80"))
    pk = only(standard).pk
    assert send(desk, "row", {**WORD, "word": "withdrawn"}, pk).status_code == 302
    assert only(standard).state == "undecided"
    assert send(desk, "row", {**WORD, "word": "withdrawn"}, pk).status_code == 422, "not offered"
    assert send(desk, "row", {**WORD, "word": "rejected", "source": "p. 9 says 75"}, pk)
    assert only(standard).state == "rejected"
    page = text(desk, "row", pk)
    assert "p. 9 says 75" in page and page.count("吴敏") >= 3


def test_an_officer_cannot_take_a_row_back(officer: Actor, city: Area) -> None:
    standard = enter("A", row("80"))
    client = signed_in(officer)
    for name, args in (("row", [only(standard).pk]), ("confirm", []), ("import", [])):
        assert send(client, name, {**WORD, "word": "rejected"}, *args).status_code == 403
    assert send(client, "in_use", {}).status_code == 403
    assert only(standard).state == "decides"


# --- enter a table --------------------------------------------------------------------------

TABLE = {
    "rows": "constraint\n79.3\n",
    "code": "DB 1-2014",
    "title_zh": "市能耗限额",
    "level": "local",
    "method": "site_energy",
    "unit": "kBtu/ft2",
    "first_day": "2014-01-01",
    "source": "Ordinance, table 1",
    "saying-official": "",
    "saying-source": "",
    "saying-dated": "",
}


def test_one_value_for_all_written_on_the_page_confirmed_and_in_use(
    desk: Client, city: Area
) -> None:
    said = {f"saying-{key}": value for key, value in WORD.items()}
    answer = send(desk, "import", {**TABLE, **said, "confirm": "on", "use_in": city.pk})
    standard = Standard.objects.get(code="DB 1-2014")
    assert answer["location"] == reverse("standards:standard", args=[standard.pk])
    assert (only(standard).state, str(only(standard).written)) == ("decides", "79.3")
    assert StandardInUse.objects.get().first_day == date(2014, 1, 1)
    page = text(desk, "standard", standard.pk)
    assert "all energy classes" in page and "79.3" in page and "kBtu/(ft²·a)" in page
    assert "DB 1-2014: 1 row entered, 1 confirmed." in page


def test_a_table_that_is_not_confirmed_waits(desk: Client, city: Area) -> None:
    assert send(desk, "import", TABLE).status_code == 302
    assert StandardRow.objects.undecided().count() == 1
    assert not StandardInUse.objects.exists()


def test_a_file_with_wrong_rows_names_them_all(desk: Client, city: Area) -> None:
    file = SimpleUploadedFile("t.csv", b"constraint,energy_class\n0,hospital\n80,palace\n")
    answer = send(desk, "import", {**TABLE, "rows": "", "file": file})
    errors = answer.context["form"].errors["file"]
    assert [error[:5] for error in errors] == ["row 2", "row 3"]
    assert not Standard.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rows": ""}, "file"),
        ({"code": ""}, "code"),
        ({"source": ""}, "source"),
        ({"level": "planetary"}, "level"),
    ],
)
def test_what_the_form_needs(desk: Client, city: Area, changes: dict[str, str], field: str) -> None:
    assert field in send(desk, "import", {**TABLE, **changes}).context["form"].errors


def test_confirming_at_once_needs_the_word(desk: Client, city: Area) -> None:
    answer = send(desk, "import", {**TABLE, "confirm": "on"})
    assert set(answer.context["saying"].errors) == {"official", "source", "dated"}
    assert not Standard.objects.exists()


def test_a_clash_with_the_rows_on_file_is_told_on_the_page(desk: Client, city: Area) -> None:
    send(desk, "import", TABLE)
    answer = send(desk, "import", {**TABLE, "rows": "constraint\n80\n"})
    assert "overlaps" in str(answer.context["form"].non_field_errors())


# --- in use ---------------------------------------------------------------------------------


def test_putting_a_standard_in_use_and_ending_it(desk: Client, city: Area) -> None:
    standard = enter("A", row("80"))
    given = {"area": city.pk, "standard": standard.pk, "first_day": "2020-01-01", "last_day": "",
             "purpose": "energy"}  # fmt: skip
    assert send(desk, "in_use", given).status_code == 302
    assert "in use in Shenzhen already" in str(
        send(desk, "in_use", given).context["form"].non_field_errors()
    )
    use = StandardInUse.objects.get()
    assert send(desk, "end_use", {"last_day": "2019-12-31"}, use.pk).status_code == 422
    assert send(desk, "end_use", {"last_day": "2024-12-31"}, use.pk).status_code == 302
    use.refresh_from_db()
    assert use.last_day == date(2024, 12, 31)
    assert "2024-12-31" in text(desk, "in_use")
