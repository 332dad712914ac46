"""The third reading: every condition of every article in words, in both languages, without a gap."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from greenward.law.canonical import to_data
from greenward.law.language import (
    ALWAYS,
    Condition,
    Duty,
    Flag,
    Known,
    Not,
    Quantity,
    Recorded,
    Term,
    Text,
)
from greenward.law.sentence import Explanation, Step, as_text, explain, money, sentence, show
from greenward.law.shenzhen import PACK

from .strategies import LABORATORY, TERM, conditions
from .test_readings_agree import cases_of_the_city, each_duty

UNITS = {"energy_intensity": "kWh/(m²·a)", "water_use": "L/d", "air_concentration": "mg/m³"}
UNIT_TEXTS = sorted(
    {UNITS.get(e.unit, e.unit) for e in PACK.vocabulary} - {"", "day", "fen"}, key=len, reverse=True
)
"""The longest first: a unit may begin with another."""
LATIN = re.compile(r"[A-Za-z_]+")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
each_language = pytest.mark.parametrize("lang", ["zh", "en"])


def strange(text: str, lang: str) -> list[str]:
    """What does not belong into a text of this language: the other's letters, open placeholders."""
    for unit in UNIT_TEXTS:
        text = text.replace(unit, "")
    found = (LATIN if lang == "zh" else CHINESE).findall(text)
    return found + re.findall(r"[{}]|None|unknown_", text)


# --- every condition of the edition ---------------------------------------------------------


@each_duty
@each_language
def test_every_condition_of_a_duty_is_said(duty: Duty, lang: str) -> None:
    for condition in (duty.applies, duty.requires, duty.exposed_when):
        for said in (condition, ~condition):
            text = sentence(said, PACK, lang, UNITS)
            assert text.strip()
            assert strange(text, lang) == []


@each_language
def test_every_word_of_the_edition_is_in_its_language(lang: str) -> None:
    texts = [PACK.title]
    for entry in PACK.vocabulary:
        texts += [entry.label, entry.denial or entry.label, entry.proof or entry.label]
    for duty in PACK.duties:
        texts += [duty.text, duty.remedy or duty.text]
        texts += list(duty.breach.extras) if duty.breach else []
    assert [text for text in texts if not text.in_(lang) or strange(text.in_(lang), lang)] == []


@each_duty
@each_language
def test_every_explanation_is_said(duty: Duty, lang: str) -> None:
    for row in cases_of_the_city(duty)[:40]:
        text = as_text(explain(PACK, duty.id, row, lang, units=UNITS))
        assert strange(text, lang) == []
        assert text.startswith("第" if lang == "zh" else "Article")


@settings(max_examples=100, deadline=None)
@given(conditions())
def test_every_condition_one_could_write_is_said(condition: Condition) -> None:
    for lang in ("zh", "en"):
        for said in (condition, ~condition, condition & condition, condition | ~condition):
            text = sentence(said, LABORATORY, lang)
            assert text.strip()
            assert strange(text, lang) == []


# --- how things are said --------------------------------------------------------------------

coins, doors, rooms = Quantity("coins"), Quantity("doors"), Quantity("rooms")
lit, open_ = Flag("lit"), Flag("open")
SAID = [
    (coins >= 20_000, "钱数不低于20,000", "the coins is at least 20,000"),
    (~(coins >= 20_000), "钱数低于20,000", "the coins is below 20,000"),
    (~(coins < 1), "钱数不低于1", "the coins is at least 1"),
    (~(coins <= 1), "钱数高于1", "the coins is above 1"),
    (~(coins > 1), "钱数不高于1", "the coins is at most 1"),
    (coins.equals(1), "钱数等于1", "the coins equals 1"),
    (~coins.equals(1), "并非（钱数等于1）", "it is not so that (the coins equals 1)"),
    (2 * coins >= 3 * doors, "钱数不低于门数的150%", "the coins is at least 150 % of the doors"),
    (3 * coins >= 2 * doors, "3 × 钱数不低于2 × 门数", "3 × the coins is at least 2 × the doors"),
    (
        2 * coins <= doors + rooms,
        "钱数不高于门数与房间数的平均值",
        "the coins is at most the mean of the doors and the rooms",
    ),
    (lit & ~open_, "灯亮，且门关", "the lamp is lit; and the door is shut"),
    (
        lit & (open_ | Flag("warm")),
        "灯亮，且（门开，或者屋暖）",
        "the lamp is lit; and (the door is open; or the room is warm)",
    ),
    (
        ~(lit & open_),
        "并非（灯亮，且门开）",
        "it is not so that (the lamp is lit; and the door is open)",
    ),
    (Known("lit"), "灯亮有记录", "it is on file whether the lamp is lit"),
    (~Known("lit"), "灯亮没有记录", "it is not on file whether the lamp is lit"),
    (ALWAYS, "任何情形", "in every case"),
    (Term(*TERM, lit), "合格", "it is fit"),
    (~Term(*TERM, lit), "不合格", "it is unfit"),
    (
        Recorded("old_recorded", lit),
        "经认定陈旧；未经认定的，灯亮",
        "recorded as old, or where nothing is recorded, the lamp is lit",
    ),
    (
        open_ & Recorded("old_recorded", lit),
        "门开，且（经认定陈旧；未经认定的，灯亮）",
        "the door is open; and (recorded as old, or where nothing is recorded, the lamp is lit)",
    ),
]


@pytest.mark.parametrize(("condition", "zh", "en"), SAID, ids=[en for _, _, en in SAID])
def test_a_condition_is_said_like_this(condition: Condition, zh: str, en: str) -> None:
    assert sentence(condition, LABORATORY, "zh-hans") == zh
    assert sentence(condition, LABORATORY, "en") == en


completed = Quantity("completed_on")
NEW_YEAR = date(2026, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (completed < NEW_YEAR, "早于", "is before"),
        (completed <= NEW_YEAR, "不晚于", "is on or before"),
        (completed > NEW_YEAR, "晚于", "is after"),
        (completed >= NEW_YEAR, "不早于", "is on or after"),
        (completed.equals(NEW_YEAR), "为", "is"),
        (~(completed >= NEW_YEAR), "早于", "is before"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_day_is_compared_as_a_day(condition: Condition, zh: str, en: str) -> None:
    assert sentence(condition, PACK, "zh") == f"竣工日期{zh}2026-01-01"
    assert sentence(condition, PACK, "en") == f"the day of completion {en} 2026-01-01"


def test_two_conditions_said_alike_are_the_same_rule() -> None:
    """In Shenzhen's edition no two different requirements share one sentence."""
    said: dict[str, set[str]] = {}
    for duty in PACK.duties:
        key = sentence(duty.requires, PACK, "zh", UNITS)
        said.setdefault(key, set()).add(str(to_data(duty.requires)))
    assert [key for key, rules in said.items() if len(rules) > 1] == []


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("eui", 1_372_000, "137.2 kWh/(m²·a)"),
        ("eui", 1, "0.0001 kWh/(m²·a)"),
        ("eui", 800_000, "80 kWh/(m²·a)"),
        ("floor_area", 2_000_000, "20,000 m²"),
        ("floor_area", 1_999_999, "19,999.99 m²"),
        ("completed_on", date(2022, 7, 1).toordinal(), "2022-07-01"),
        ("completed_on", 1, "0001-01-01"),
        ("completed_on", 10**6, "2738-11-28"),
        ("fiscal_share", 1, "0.0001 %"),
        ("fine_imposed_27_1", 20_000_001, "¥200,000.01"),
        ("star", 2, "2 ★"),
    ],
)
def test_a_value_is_shown_as_people_write_it(name: str, value: int, shown: str) -> None:
    entry = PACK.entry(name)
    assert entry.low <= value <= entry.high
    assert show(value, entry, "en", UNITS) == shown


@pytest.mark.parametrize("name", [e.name for e in PACK.vocabulary if e.kind == "quantity"])
def test_every_value_a_fact_may_take_can_be_shown(name: str) -> None:
    entry = PACK.entry(name)
    for value in (entry.low, entry.high):
        assert show(value, entry, "zh", UNITS)


def test_money_is_shown_in_yuan_to_the_fen() -> None:
    assert money(123_456_700) == "¥1,234,567.00"
    assert money(1) == "¥0.01"


# --- explanations ---------------------------------------------------------------------------

OFFICE = {
    "in_city": True, "in_use": True, "public": True, "floor_area": 2_500_000,
    "state_organ_office": False, "fiscal_share": 0, "constraint_value": 800_000,
    "constraint_last_year": 800_000, "eui": 1_372_000, "eui_last_year": 1_300_000,
    "energy_retrofit_done": False,
}  # fmt: skip


def told(step: Step) -> list[str]:
    return [step.text, *(text for child in step.children for text in told(child))]


def explained(duty: str = "32.2.3", **changed: object) -> Explanation:
    return explain(PACK, duty, OFFICE | changed, "en", units=UNITS)  # type: ignore[operator]


def test_of_alternatives_the_one_that_holds_is_told() -> None:
    told_of = told(explained().binds)
    assert "it is a large public building" in told_of
    assert "it is an office building of a state organ" not in told_of


def test_where_no_alternative_holds_each_is_told_as_it_stands() -> None:
    told_of = told(explained(floor_area=1_999_999).binds)
    assert "it is none of the three classes of public building" in told_of
    assert "it is not a large public building" in told_of
    assert "it is not an office building of a state organ" in told_of
    assert "it is not a public building with fiscal participation" in told_of


def test_a_comparison_shows_the_numbers_it_stood_on() -> None:
    shown = {step.text: step.value for step in explained().binds.children}
    above = "the year's energy use intensity is at least 150 % of the constraint value of that year"
    assert shown[above] == "137.2 kWh/(m²·a); 80 kWh/(m²·a); 171.5 %"


def test_a_missing_number_is_shown_as_a_question() -> None:
    found = explained(eui_last_year=None)
    assert any(step.value == "?; 80 kWh/(m²·a)" for step in found.binds.children)


def test_what_is_missing_comes_with_why_what_proves_it_and_who_supplies_it() -> None:
    facts = OFFICE | {"eui_last_year": None}
    why = {"eui_last_year": "no figure of 2024 on file", "eui": "never asked for"}
    (lacking,) = explain(PACK, "32.2.3", facts, "en", why_missing=why).lacking
    assert (lacking.fact, lacking.why) == ("eui_last_year", "no figure of 2024 on file")
    assert lacking.label == "the energy use intensity of the year before"
    assert lacking.proof == "the year's energy figure or its bills"
    assert lacking.supplier == "owner"


def test_a_recorded_class_is_told_as_recorded() -> None:
    told_of = told(explained(large_public_recorded=True, floor_area=100).binds)
    assert "it is recorded as a large public building" in told_of
    assert not any("floor area" in text for text in told_of)


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "the lamp is lit"), (False, "the lamp is out"), (None, "the lamp is out")],
)
def test_a_denied_flag_is_told_as_it_stands_and_while_unknown_as_it_is_asked(
    value: bool | None, text: str
) -> None:
    duty = replace(PACK.duty("25.1"), applies=ALWAYS, requires=Not(lit))
    edition = replace(LABORATORY, duties=(duty,))
    step = explain(edition, "25.1", {"lit": value}, "en").fulfilled
    assert (step.truth, step.text) == (None if value is None else not value, text)


def test_a_fine_is_told_only_of_a_breach() -> None:
    assert "Fine (57.2): ¥500,000.00–¥1,000,000.00" in as_text(explained())
    assert "Fine" not in as_text(explained(energy_retrofit_done=True))
    assert "Fine" not in as_text(explained(energy_retrofit_done=None))
    assert "Fine" not in as_text(explained("32.2.1"))


def test_the_fine_says_that_an_order_comes_first_until_it_expired() -> None:
    waits = "only after an order to correct has expired"
    assert waits in as_text(explained())
    assert waits in as_text(explained(order_expired_32_2_3=False))
    assert waits not in as_text(explained(order_expired_32_2_3=True))


def test_a_fine_says_its_extra_and_the_share_of_the_persons() -> None:
    text = as_text(explained("27.2.1", metering_operating=False))
    assert "notice of criticism" in text
    assert "persons responsible: 1–5 % of the fine imposed" in text


def test_a_text_without_a_chinese_tag_is_english() -> None:
    assert Text("楼", "house").in_("fr") == "house"
    assert sentence(Known("lit"), LABORATORY, "fr").startswith("it is on file")


def test_a_share_below_a_boundary_is_never_shown_as_standing_on_it() -> None:
    facts = {"eui": 1_199_999, "constraint_value": 800_000}
    step = explain(PACK, "32.2.1", facts, "en").fulfilled
    assert step.value.endswith("; 149.99 %")
