"""Points that follow from measured inputs: at, just below and just above every kind of boundary."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.rating import Card, RatingError, Span, read_claims, score, shipped

from .projects import PUBLIC

NEW, OLD = shipped("gbt50378-2024"), shipped("gbt50378-2019")
HOME = {"type": "residential", "zone": "HSWW", "region": "IV", "renewal": "new"}


def span(
    card: Card, item: str, inputs: dict[str, Any], stage: str = "evaluation", **context: str
) -> Span:
    claims = {item: {"claimed": inputs}}
    claims_ = read_claims({"project": {**PUBLIC, **context}, "claims": claims}, card)
    return score(card, claims_, stage).items[item].span


def sure(card: Card, item: str, inputs: dict[str, Any], points: float, **context: str) -> None:
    found = span(card, item, inputs, **context)
    assert (found.sure, found.possible) == (round(points * 100), round(points * 100))


@pytest.mark.parametrize(
    ("ratio", "points"),
    [("39.9999", 0), (40, 4), ("49.9999", 4), (50, 8), ("69.9999", 8), (70, 12), ("70.0001", 12)],
)
def test_steps(ratio: Any, points: int) -> None:
    sure(NEW, "7.2.18", {"ratio": ratio}, points)


def test_the_first_step_of_materials_moved() -> None:
    sure(OLD, "7.2.18", {"ratio": 30}, 4)
    sure(OLD, "7.2.18", {"ratio": "29.9999"}, 0)
    sure(NEW, "7.2.18", {"ratio": 30}, 0)


@pytest.mark.parametrize(
    ("thermal", "load", "points"),
    [
        ("4.9999", 0, 0),
        (5, 0, 5),
        ("5.9999", 0, 5),
        (6, 0, 6),
        (10, 0, 10),
        (99, 0, 10),
        (0, "2.9999", 0),
        (0, 3, 5),
        (0, 8, 10),
        (7, 4, 7),
    ],
)
def test_a_ladder_and_the_better_of_two(thermal: Any, load: Any, points: int) -> None:
    sure(NEW, "7.2.4", {"thermal": thermal, "load": load}, points)


@pytest.mark.parametrize(
    ("share", "points"), [(0, 0), (1, 1.5), ("2.4", 3.6), ("9.99", 14.98), (10, 15), (20, 15)]
)
def test_a_line_is_cut_and_never_rounded_up(share: Any, points: float) -> None:
    sure(NEW, "7.2.9", {"share": share}, points)


@pytest.mark.parametrize(
    ("ratio", "points"),
    [
        ("0.4999", 0),
        ("0.5", 8),
        ("0.7999", 8),
        ("0.8", 16),
        ("1.4999", 16),
        ("1.5", 20),
        ("1.9999", 20),
        (2, 12),
    ],
)
def test_bands_that_fall_again(ratio: Any, points: int) -> None:
    sure(NEW, "7.2.1", {"ratio": ratio}, points, use="civic")


@pytest.mark.parametrize(
    ("region", "floors", "land", "points"),
    [
        ("IV", 6, 27, 15),
        ("IV", 6, "27.0001", 0),
        ("IV", 6, 24, 20),
        ("IV", 6, "24.0001", 15),
        ("I", 3, 36, 15),
        ("I", 9, 21, 20),
        ("II", 18, 16, 20),
        ("II", 18, "16.0001", 15),
        ("II", 19, 13, 15),
        ("VII", 30, 12, 20),
    ],
)
def test_land_per_head(region: str, floors: int, land: Any, points: int) -> None:
    sure(NEW, "7.2.1", {"floors": floors, "land": land}, points, **{**HOME, "region": region})


def test_floors_between_two_rows_are_unknown_where_the_answer_hangs_on_them() -> None:
    found = span(NEW, "7.2.1", {"floors": "3.5", "land": 30}, **HOME)
    assert (found.sure, found.possible) == (0, 2000)
    assert "rounding" in found.missing[0].key
    sure(NEW, "7.2.1", {"floors": "3.5", "land": 40}, 0, **HOME)


@pytest.mark.parametrize(
    ("underground", "basement", "points"),
    [
        ("0.4999", 50, 0),
        ("0.5", 90, 5),
        ("0.7", 70, 5),
        ("0.7", "69.9999", 7),
        (1, 60, 7),
        (1, "59.9999", 12),
    ],
)
def test_two_inputs_together(underground: Any, basement: Any, points: int) -> None:
    sure(NEW, "7.2.2", {"site_ratio": underground, "first_basement": basement}, points)


@pytest.mark.parametrize(
    ("zone", "opening", "points"),
    [
        ("HSWW", "11.9999", 0),
        ("HSWW", 12, 5),
        ("MB", 14, 6),
        ("HSCW", 8, 5),
        ("MA", "9.9999", 5),
        ("C", 5, 5),
        ("SC", 11, 8),
    ],
)
def test_a_rule_by_zone(zone: str, opening: Any, points: int) -> None:
    sure(NEW, "5.2.10", {"opening": opening}, points, **{**HOME, "zone": zone})


def test_an_unknown_zone_leaves_the_points_open_and_is_named() -> None:
    claims = read_claims(
        {"project": {"type": "residential"}, "claims": {"5.2.10": {"claimed": {"opening": 20}}}},
        NEW,
    )
    found = score(NEW, claims, "evaluation").items["5.2.10"].span
    assert (found.sure, found.missing[0].key) == (0, "zone")
    assert found.possible > 0


@pytest.mark.parametrize(
    ("use", "points"), [(161, 0), (160, 2), ("140.0001", 2), (140, 3), ("120.0001", 3), (120, 5)]
)
def test_an_input_against_another(use: Any, points: int) -> None:
    quota = {"upper": 160, "average": 140, "lower": 120}
    sure(NEW, "6.2.11", {"use": use, **quota}, points)
    assert span(NEW, "6.2.11", {"use": use}).possible == 500


@pytest.mark.parametrize(
    ("plants", "points"),
    [
        ({"chiller_fixed": 8, "others": "none"}, 10),
        ({"chiller_fixed": "7.9999", "others": "none"}, 5),
        ({"chiller_fixed": 8, "boiler": 1, "others": "none"}, 5),
        ({"chiller_fixed": 8, "grade": 3, "others": "none"}, 0),
        ({"grade": 1, "others": "none"}, 10),
    ],
)
def test_the_weakest_plant_counts(plants: dict[str, Any], points: int) -> None:
    sure(NEW, "7.2.5", plants, points)


def test_a_plant_nobody_speaks_of_is_unknown_not_absent() -> None:
    found = span(NEW, "7.2.5", {"chiller_fixed": 8})
    assert (found.sure, found.possible) == (0, 1000)


def test_energy_use_by_stage() -> None:
    assert span(NEW, "7.2.8", {"design": 15}, "pre_evaluation") == Span(1000, 1000)
    assert span(NEW, "7.2.8", {"design": 15, "operation": 10}) == Span(600, 600)
    assert span(NEW, "7.2.8", {"design": 15, "operation": "none"}) == Span(1000, 1000)
    assert span(NEW, "7.2.8", {"design": 15}).sure == 0


def test_a_mixed_structure_takes_the_mean() -> None:
    concrete = {"rebar": True, "concrete": False}
    steel = {"steel": 50, "bolts": True, "no_props": False}
    sure(NEW, "7.2.15", concrete | steel, 6, structure="mixed")
    sure(NEW, "7.2.15", {"rebar": True, "concrete": True}, 10, structure="concrete")
    sure(
        NEW,
        "7.2.15",
        {"rebar": True, "concrete": True, **steel, "bolts": False},
        6.5,
        structure="mixed",
    )


@pytest.mark.parametrize(
    ("inputs", "points"),
    [
        (
            {
                "wall_bedroom": 50,
                "wall_other": 50,
                "outer": 35,
                "floor_bedroom": 50,
                "floor_other": 50,
                "impact": 55,
            },
            10,
        ),
        (
            {
                "wall_bedroom": 50,
                "wall_other": "49.9",
                "outer": 35,
                "floor_bedroom": 50,
                "floor_other": 50,
                "impact": 55,
            },
            8,
        ),
        (
            {
                "wall_bedroom": 50,
                "wall_other": 50,
                "outer": "34.9",
                "floor_bedroom": 50,
                "floor_other": 50,
                "impact": 60,
            },
            6,
        ),
    ],
)
def test_sound_insulation_of_dwellings(inputs: dict[str, Any], points: int) -> None:
    sure(NEW, "5.2.7", inputs, points, **HOME)


def test_light_at_windows_by_zone() -> None:
    sure(
        NEW,
        "8.2.7A",
        {"area": "E2", "before": 2, "after": 0, "street_only": False, "screens": 200},
        10,
    )
    sure(
        NEW,
        "8.2.7A",
        {"area": "E2", "before": 2, "after": 1, "street_only": False, "screens": 200},
        5,
    )
    sure(
        NEW,
        "8.2.7A",
        {"area": "E2", "before": 2, "after": 1, "street_only": True, "screens": 201},
        5,
    )
    sure(NEW, "8.2.7A", {"area": "E4", "before": 10, "after": 2, "screens": 600}, 10)


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"ratio": "forty"}, "not a number"),
        ({"ratio": "40.00001"}, "more decimals"),
        ({"ratio": -1}, "or more is wanted"),
        ({"ratio": True}, "a number is wanted"),
        ({"share": 40}, "there is no input"),
        ({"points": 5}, "cannot be reached; possible: 0, 4, 8, 12"),
        ({"points": 8, "ratio": 50}, "either points or inputs"),
    ],
)
def test_what_cannot_be_claimed(inputs: dict[str, Any], says: str) -> None:
    with pytest.raises(RatingError, match=says):
        span(NEW, "7.2.18", inputs)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_knowing_more_only_narrows(data: st.DataObject) -> None:
    """With one more input the sure points never fall and the possible ones never rise."""
    several = [one.id for one in NEW.items if len(one.inputs) > 1]
    item = {one.id: one for one in NEW.items}[data.draw(st.sampled_from(several))]
    drawn: dict[str, Any] = {}
    for key, one in item.inputs.items():
        if one.kind == "flag":
            drawn[key] = data.draw(st.booleans())
        elif one.kind == "choice":
            drawn[key] = data.draw(st.sampled_from([code for code, _ in one.options]))
        else:
            drawn[key] = data.draw(st.integers(0, 120 if one.most is None else one.most // 10_000))
    keys = data.draw(st.permutations(sorted(drawn)))
    before = Span(0, item.most)
    for n in range(1, len(keys) + 1):
        now = span(NEW, item.id, {key: drawn[key] for key in keys[:n]})
        assert before.sure <= now.sure <= now.possible <= before.possible
        before = now
