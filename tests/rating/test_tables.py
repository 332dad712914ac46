"""The cards against the tables of the standards, typed in by hand a second time."""

from __future__ import annotations

from datetime import date

import pytest

from greenward.rating import Card, RatingError, from_text, names, shipped

EDITIONS = ("gbt50378-2019", "gbt50378-2024")

MAXIMA = """
4.2.1 10 10 | 4.2.2 15 15 | 4.2.3 10 10 | 4.2.4 10 10 | 4.2.5 8 8 | 4.2.6 18 18 | 4.2.7 10 10
4.2.8 10 10 | 4.2.9 9 9
5.2.1 12 12 | 5.2.2 8 8 | 5.2.3 8 8 | 5.2.4 9 9 | 5.2.5 8 8 | 5.2.6 8 8 | 5.2.7 10 10
5.2.8 12 12 | 5.2.9 8 8 | 5.2.10 8 8 | 5.2.11 9 9
6.2.1 8 8 | 6.2.2 8 8 | 6.2.3 10 10 | 6.2.4 5 5 | 6.2.5 10 10 | 6.2.6 8 8 | 6.2.7 5 5 | 6.2.8 7 7
6.2.9 9 9 | 6.2.10 5 5 | 6.2.11 5 5 | 6.2.12 12 10 | 6.2.13 8 10
7.2.1 20 20 | 7.2.2 12 12 | 7.2.3 8 8 | 7.2.4 15 10 | 7.2.5 10 10 | 7.2.6 5 5 | 7.2.7 10 10
7.2.8 10 10 | 7.2.9 10 15 | 7.2.10 15 15 | 7.2.11 12 12 | 7.2.12 8 8 | 7.2.13 15 15 | 7.2.14 8 8
7.2.15 10 10 | 7.2.16 8 8 | 7.2.17 12 12 | 7.2.18 12 12
8.2.1 10 10 | 8.2.2 10 10 | 8.2.3 16 16 | 8.2.4 9 9 | 8.2.5 15 15 | 8.2.6 10 10 | 8.2.7 10 10
8.2.8 10 10 | 8.2.9 10 10
9.2.1 30 30 | 9.2.2 20 30 | 9.2.3 8 20 | 9.2.4 5 5 | 9.2.5 10 10 | 9.2.6 15 15 | 9.2.7 12 30
9.2.8 20 20 | 9.2.9 20 30 | 9.2.10 40 40
"""
"""Item, maximum of 2019, maximum of 2024 (Table 1.6 of the handbook)."""

RENUMBERED = {"8.2.7", "9.2.2", "9.2.3", "9.2.4", "9.2.7"}
SILENT = {"6.2.10", "6.2.11", "6.2.12", "6.2.13", "9.2.8"}


def table() -> list[tuple[str, int, int]]:
    cells = [cell.split() for line in MAXIMA.strip().splitlines() for cell in line.split("|")]
    return [(id, int(first), int(second)) for id, first, second in cells]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_item_has_its_maximum(edition: str) -> None:
    newer = edition.endswith("2024")
    expected = {
        id + ("A" if newer and id in RENUMBERED else ""): (second if newer else first) * 100
        for id, first, second in table()
    }
    assert {item.id: item.most for item in shipped(edition).items} == expected


@pytest.mark.parametrize("edition", EDITIONS)
def test_items_add_up_to_table_3_2_4(edition: str) -> None:
    innovation = {"gbt50378-2019": 180, "gbt50378-2024": 230}[edition]
    sums = {"Q1": 100, "Q2": 100, "Q3": 100, "Q4": 200, "Q5": 100, "QA": innovation}
    card = shipped(edition)
    found = {one.id: sum(item.most for item in one.items) // 100 for one in card.categories}
    assert found == sums
    most = {one.id: [one.most[stage] // 100 for stage in card.stages] for one in card.categories}
    assert most == {
        "Q1": [100, 100],
        "Q2": [100, 100],
        "Q3": [70, 100],
        "Q4": [200, 200],
        "Q5": [100, 100],
        "QA": [100, 100],
    }
    assert card.base == 400_00


def test_the_parts_of_chapter_7() -> None:
    """Land, energy, water, materials: 40 + 60 + 50 + 50."""
    for edition in EDITIONS:
        most = {item.id: item.most // 100 for item in shipped(edition).items}
        groups = [(1, 3), (4, 9), (10, 13), (14, 18)]
        sums = [sum(most[f"7.2.{n}"] for n in range(low, high + 1)) for low, high in groups]
        assert sums == [40, 60, 50, 50]


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_scores_nothing_in_pre_evaluation(edition: str) -> None:
    silent = {item.id for item in shipped(edition).items if not item.scores_in("pre_evaluation")}
    assert silent == SILENT
    assert all(item.scores_in("evaluation") for item in shipped(edition).items)


def test_control_items_by_chapter() -> None:
    def chapters(card: Card) -> list[int]:
        return [sum(one.id.startswith(f"{n}.1.") for one in card.controls) for n in range(4, 9)]

    assert chapters(shipped("gbt50378-2019")) == [8, 9, 6, 10, 7]
    assert chapters(shipped("gbt50378-2024")) == [9, 10, 7, 11, 8]
    ids = {one.id for one in shipped("gbt50378-2024").controls}
    assert {"5.1.4A"} <= ids
    assert "5.1.4" not in ids


@pytest.mark.parametrize("edition", EDITIONS)
def test_levels(edition: str) -> None:
    levels = [(one.id, one.total, one.minimum) for one in shipped(edition).levels]
    assert levels == [("basic", None, None), ("1", 6000, 30), ("2", 7000, 30), ("3", 8500, 30)]


def test_prerequisites_of_each_edition() -> None:
    common = {"decoration", "envelope", "windows", "fixtures", "sound", "pollutants", "airtight"}
    for edition, more in zip(EDITIONS, ({*()}, {"materials", "carbon"}), strict=True):
        found = {
            one.id: set(one.levels)
            for one in shipped(edition).requirements
            if one.kind != "control"
        }
        assert found.keys() == common | more
        assert found["sound"] == {"2", "3"}
        assert found["envelope"] == ({"2", "3"} if more else {"1", "2", "3"})


def test_the_2024_edition_says_where_its_day_comes_from() -> None:
    card = shipped("gbt50378-2024")
    assert card.first_day == date(2024, 10, 1)
    assert (card.evidence.grade, card.evidence.confidence) == ("M", 75)
    unsure = {item.id for item in shipped("gbt50378-2019").items if item.evidence.grade == "M"}
    assert {"9.2.2", "9.2.3", "9.2.7"} <= unsure


def test_weights_of_retrofitting_add_up_to_one() -> None:
    card = shipped("gbt51141-2015")
    for stage in card.stages:
        for type_ in ("residential", "public"):
            weights = [one.weight({"stage": stage, "type": type_}) for one in card.categories]
            assert sum(weight or 0 for weight in weights) == 100


@pytest.mark.parametrize("name", names())
def test_every_rule_can_reach_what_its_table_promises(name: str) -> None:
    """The points that are possible with nothing stated are the highest the rule can give."""
    card = shipped(name)
    for item in card.items:
        for stage in card.stages:
            context = {"stage": stage, "type": "public", "zone": "HSWW", "use": "civic"}
            if item.scores_in(stage):
                assert item.highest(context) == max(item.attainable(context))


CARD = """
[card]
id = "mine"
code = "T 1"
zh = "试"
en = "try"
first_day = 2026-01-01
evidence = "P"
source = "page"
[card.stages]
only = { zh = "评价", en = "evaluation" }
[card.sources]
page = { zh = "原文", en = "the page" }
[[level]]
id = "pass"
zh = "合格"
en = "pass"
total = 6
[[category]]
id = "all"
zh = "全部"
en = "all"
max = 10
minimum = true
[[category.item]]
id = "1"
zh = "一"
en = "one"
max = 10
parts = [{ id = "share", zh = "比例", en = "share", unit = "%", steps = [[">=40", 6], [">=70", 10]] }]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("max = 10\nparts", "max = 12\nparts", "its maximum is 12"),
        ("max = 10\nminimum", "max = 20\nminimum", "give 10 in only, not 20"),
        ('">=40"', '"over 40"', "is no test"),
        ('unit = "%"', 'units = "%"', "unknown key 'units'"),
        ('source = "page"', 'source = "nowhere"', "not among"),
        ('evidence = "P"', 'evidence = "M"', "evidence is one of"),
        ('zh = "一"\n', "", "both languages"),
        ('id = "mine"', 'id = "mine"\namends = "no-such"', "There is no card"),
    ],
)
def test_a_card_that_does_not_come_out_is_refused(old: str, new: str, says: str) -> None:
    assert from_text(CARD).id == "mine"
    with pytest.raises(RatingError, match=says):
        from_text(CARD.replace(old, new, 1))


def test_an_edition_of_ones_own_amends_a_shipped_one() -> None:
    card = from_text(
        """
[card]
id = "ours"
amends = "gbt50378-2024"
code = "DB 1"
zh = "地方版"
en = "local edition"
first_day = 2027-01-01
dated = ["P", "ours"]
without = ["carbon"]
[card.sources]
ours = { zh = "公告", en = "notice" }
[[requirement]]
id = "materials"
kind = "prerequisite"
zh = "绿色建材"
en = "green materials"
inputs = [{ id = "ratio", zh = "比例", en = "ratio", unit = "%" }]
levels.1 = { ratio = ">=15" }
evidence = "P"
source = "ours"
"""
    )
    base = shipped("gbt50378-2024")
    assert [item.id for item in card.items] == [item.id for item in base.items]
    assert "carbon" not in card.subjects
    assert set(card.requirements[-1].levels) == {"1"}
    assert card.digest != base.digest
