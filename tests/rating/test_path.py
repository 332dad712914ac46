"""The cheapest path: proven against brute force, never dearer than greedy, and honest when there is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.rating import (
    Basis,
    Claims,
    Option,
    Path,
    RatingError,
    cheapest_path,
    from_text,
    read_claims,
    read_options,
    score,
    shipped,
)
from greenward.rating.fronts import cheapest
from greenward.rating.program import build, solve
from greenward.rating.scoring import Scoring

from .projects import full, project

NEW = shipped("gbt50378-2024")

SMALL = """
[card]
id = "small"
code = "T 1"
zh = "试"
en = "try"
first_day = 2026-01-01
evidence = "P"
source = "page"
base = 10
divisor = 2
[card.stages]
only = { zh = "评价", en = "evaluation" }
[card.sources]
page = { zh = "原文", en = "the page" }
[controls]
items = [{ id = "c", zh = "控制", en = "control" }]
[[level]]
id = "pass"
zh = "合格"
en = "pass"
total = 13.5
minimum = 30
[[requirement]]
id = "gate"
kind = "prerequisite"
zh = "门槛"
en = "gate"
inputs = [{ id = "share", zh = "比例", en = "share", unit = "%" }]
levels.pass = { share = ">=20" }
[[category]]
id = "A"
zh = "甲"
en = "A"
max = 10
minimum = true
[[category.item]]
id = "a1"
zh = "甲一"
en = "a1"
max = 6
parts = [{ id = "p", zh = "分", en = "points", assessed = 6 }]
[[category.item]]
id = "a2"
zh = "甲二"
en = "a2"
max = 4
parts = [{ id = "p", zh = "分", en = "points", assessed = 4 }]
[[category]]
id = "X"
zh = "加分"
en = "extra"
max = 7
[[category.item]]
id = "x1"
zh = "加一"
en = "x1"
max = 6
parts = [{ id = "p", zh = "分", en = "points", assessed = 6 }]
[[category.item]]
id = "x2"
zh = "加二"
en = "x2"
max = 6
parts = [{ id = "p", zh = "分", en = "points", assessed = 6 }]
"""
CARD = from_text(SMALL)
MOST = {"a1": 6, "a2": 4, "x1": 6, "x2": 6}


def options(raw: list[dict[str, Any]]) -> tuple[Option, ...]:
    return read_options(raw, CARD, {})


def nothing() -> Claims:
    return read_claims({"project": {}, "claims": {"c": {"claimed": {"met": True}}}}, CARD)


def reaches(claims: Claims, chosen: list[Option]) -> bool:
    """By the definition itself: allowed together, and the score says so."""
    ids = {one.id for one in chosen}
    subjects = [subject for one in chosen for subject in one.claims]
    allowed = (
        len(subjects) == len(set(subjects))
        and all(ids.issuperset(one.needs) for one in chosen)
        and not any(ids & set(one.excludes) for one in chosen)
        and not any(one.impossible for one in chosen)
    )
    if not allowed:
        return False
    for one in chosen:
        claims = claims.changed(one.claims, "claimed")  # type: ignore[arg-type]
    found = score(CARD, claims, "only").level
    return found is not None and found.id == "pass"


def brute(claims: Claims, offered: tuple[Option, ...]) -> int | None:
    """The least cost over every subset there is."""
    costs = [
        sum(one.cost for one in chosen)
        for picks in product((False, True), repeat=len(offered))
        for chosen in [[one for one, pick in zip(offered, picks, strict=True) if pick]]
        if reaches(claims, chosen)
    ]
    return min(costs, default=None)


def greedy(claims: Claims, offered: tuple[Option, ...]) -> int | None:
    """Take the cheapest allowed option that is still free, until the level is there."""
    chosen: list[Option] = []
    for one in sorted(offered, key=lambda option: option.cost):
        if reaches(claims, chosen):
            break
        taken = {subject for other in chosen for subject in other.claims}
        if (
            not one.impossible
            and not one.needs
            and not one.excludes
            and not taken & one.claims.keys()
        ):
            chosen.append(one)
    return sum(one.cost for one in chosen) if reaches(claims, chosen) else None


@st.composite
def offers(draw: st.DrawFn) -> tuple[Option, ...]:
    """Up to nine options: points of one or two items, the gate, with needs, bans and ties in cost."""
    raw: list[dict[str, Any]] = []
    for n in range(draw(st.integers(1, 8))):
        subjects = draw(
            st.lists(st.sampled_from(sorted(MOST)), min_size=1, max_size=2, unique=True)
        )
        claims: dict[str, Any] = {one: {"p": draw(st.integers(0, MOST[one]))} for one in subjects}
        raw.append({"id": f"o{n}", "cost": draw(st.integers(0, 30)), "claims": claims})
        if n and draw(st.integers(0, 4)) == 0:
            raw[n][draw(st.sampled_from(["needs", "excludes"]))] = [
                f"o{draw(st.integers(0, n - 1))}"
            ]
        if draw(st.integers(0, 9)) == 0:
            raw[n]["impossible"] = {"zh": "不行", "en": "no"}
    share = draw(st.sampled_from([19, 20, 25]))
    raw.append({"id": "g", "cost": draw(st.integers(0, 9)), "claims": {"gate": {"share": share}}})
    return options(raw)


@settings(deadline=None, max_examples=120)
@given(offers())
def test_the_path_is_the_best_of_all_subsets(offered: tuple[Option, ...]) -> None:
    claims = nothing()
    path = cheapest_path(CARD, claims, offered, "only")
    best = brute(claims, offered)
    assert path.reached == (best is not None)
    if best is None:
        assert path.because
        return
    assert (path.cost, path.bound, path.optimal) == (best, best, True)
    assert reaches(claims, [step.option for step in path.steps])
    by_greed = greedy(claims, offered)
    assert by_greed is None or path.cost <= by_greed


@settings(deadline=None, max_examples=60)
@given(offers(), st.data())
def test_a_cheaper_option_never_makes_the_path_dearer(
    offered: tuple[Option, ...], data: st.DataObject
) -> None:
    before = cheapest_path(CARD, nothing(), offered, "only")
    n = data.draw(st.integers(0, len(offered) - 1))
    cheaper = replace(offered[n], cost=data.draw(st.integers(0, offered[n].cost)))
    after = cheapest_path(CARD, nothing(), (*offered[:n], cheaper, *offered[n + 1 :]), "only")
    assert after.reached == before.reached
    if before.reached:
        assert after.cost <= before.cost


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_both_ways_to_the_answer_agree_on_a_real_card(data: st.DataObject) -> None:
    """Built up by fronts, and by the integer solver: the same least cost."""
    claims = project(NEW)
    scoring = Scoring(NEW, claims, "evaluation", Basis.CLAIMED)
    context = {**claims.context, "stage": "evaluation"}
    raw = []
    for item in NEW.items:
        for points in sorted(item.attainable(context) - {0})[-3:]:
            cost = data.draw(st.integers(1, 400))
            given = {item.id: {"points": f"{points / 100:.2f}"}}
            raw.append({"id": f"{item.id}/{points}", "cost": cost, "claims": given})
    offered = read_options(raw, NEW, claims.context)
    for star in ("1", "2", "3"):
        program = build(scoring, scoring.result(), NEW.level(star), offered)
        by_fronts, by_solver = cheapest(program), solve(program, len(offered))
        assert by_fronts is not None
        assert by_solver is not None
        assert by_fronts.bound == by_solver.bound


def offer(id: str, cost: int, **claims: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "cost": cost, "claims": claims}


GATE = offer("g", 1, gate={"share": 20})
BASE = [
    offer("a1", 10, a1={"p": 6}),
    offer("a2", 20, a2={"p": 4}),
    offer("x1", 5, x1={"p": 6}),
    offer("x2", 5, x2={"p": 6}),
]


def path(raw: list[dict[str, Any]]) -> Path:
    return cheapest_path(CARD, nothing(), options(raw), "only")


def test_points_over_the_cap_are_not_bought() -> None:
    """17 points are needed over the base; x1 and x2 count 7 together, so all four are needed."""
    found = path([GATE, *BASE])
    assert found.cost == 4100
    assert [step.option.id for step in found.steps] == ["g", "x1", "x2", "a1", "a2"]


def test_the_order_keeps_what_is_needed_first() -> None:
    cheap = offer("x1", 0, x1={"p": 6}) | {"needs": ["a1"]}
    found = path([GATE, *BASE[:2], cheap, BASE[3]])
    ids = [step.option.id for step in found.steps]
    assert ids.index("a1") < ids.index("x1")


@pytest.mark.parametrize(
    ("raw", "because"),
    [
        (BASE, {"gate"}),
        ([offer("g", 1, gate={"share": 19}), *BASE], {"gate"}),
        ([GATE | {"impossible": {"zh": "不行", "en": "no"}}, *BASE], {"gate"}),
        ([GATE, *BASE[:3]], {"total"}),
        ([GATE, offer("x", 1, x1={"p": 6})], {"A", "total"}),
        ([GATE | {"excludes": ["a1"]}, *BASE], {"gate", "total"}),
    ],
)
def test_impossible_names_the_gates(raw: list[dict[str, Any]], because: set[str]) -> None:
    found = path(raw)
    assert not found.reached
    assert {gate.id for gate in found.because} == because


def test_a_cheap_option_may_not_shut_an_open_gate() -> None:
    claims = nothing().changed({"gate": options([GATE])[0].claims["gate"]}, "claimed")  # type: ignore[arg-type]
    spoils = {"id": "s", "cost": 0, "claims": {"gate": {"share": 10}, "a1": {"p": 6}}}
    found = cheapest_path(CARD, claims, options([spoils, *BASE]), "only")
    assert "s" not in [step.option.id for step in found.steps]


def test_a_star_that_is_there_costs_nothing() -> None:
    found = cheapest_path(NEW, full(NEW, "evaluation"), (), "evaluation", to="2")
    assert (found.reached, found.cost, found.steps) == (True, 0, ())
    with pytest.raises(RatingError, match="highest level"):
        cheapest_path(NEW, full(NEW, "evaluation"), (), "evaluation")
    with pytest.raises(RatingError, match="no level '5'"):
        cheapest_path(NEW, full(NEW, "evaluation"), (), "evaluation", to="5")


def test_an_unknown_gate_must_be_opened_not_hoped_for() -> None:
    claims = full(NEW, "evaluation")
    silent = replace(claims, claims={k: v for k, v in claims.claims.items() if k != "carbon"})
    assert [g.id for g in cheapest_path(NEW, silent, (), "evaluation", to="3").because] == [
        "carbon"
    ]
    states = read_options(
        [{"id": "s", "cost": "0.01", "claims": {"carbon": {"met": True}}}], NEW, {}
    )
    found = cheapest_path(NEW, silent, states, "evaluation", to="3")
    assert (found.cost, found.optimal) == (1, True)


def test_great_sums_stay_exact() -> None:
    """Hundreds of millions of yuan that differ by one fen."""
    dear = [{**one, "cost": "987654321.01" if one["id"] == "a1" else one["cost"]} for one in BASE]
    other = offer("a1b", 0, a1={"p": 6}) | {"cost": "987654321.00"}
    found = path([GATE, *dear, other])
    assert "a1b" in [step.option.id for step in found.steps]
    assert found.cost == 98765432100 + 3100
    assert found.optimal


def test_the_path_of_a_retrofit_weighs_shares() -> None:
    card = shipped("gbt51141-2015")
    parts = ("planning", "structure", "hvac", "water", "electrical")
    claims = {f"{one}.points": {"claimed": {"gained": 40}} for one in parts}
    claims["controls"] = {"claimed": {"met": True}}
    raw = {"project": {"type": "public"}, "applicable": dict.fromkeys(parts, 90), "claims": claims}
    project_ = read_claims(raw, card)
    offered = read_options(
        [{"id": one, "cost": 100, "claims": {f"{one}.points": {"gained": 70}}} for one in parts],
        card,
        {},
    )
    found = cheapest_path(card, project_, offered, "design", to="1")
    # 44.44 now; one category gives its weight x 30/90: hvac 9.0, planning 7.0, water 4.3 …
    assert (len(found.steps), found.cost) == (1, 10000)
    assert found.after is not None
    assert found.after.total.sure >= 5000
    assert found.steps[0].option.id in {"hvac", "planning", "structure", "electrical"}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ([offer("a", 1), offer("a", 2)], "twice"),
        ([offer("a", 1) | {"needs": ["b"]}], "no other option 'b'"),
        ([offer("a", -1)], "below 0"),
        ([{"id": "a", "cost": "0.001", "claims": {}}], "more decimals"),
        ([offer("a", 1, a1={"p": 7})], "0 to 6 is wanted"),
        ([{"id": "a", "claims": {}}], "are wanted"),
        ([offer("a", 1) | {"colour": "red"}], "unknown key 'colour'"),
    ],
)
def test_options_that_cannot_be_read_say_why(raw: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(RatingError, match=says):
        options(raw)


def test_options_of_a_real_card_keep_the_stage() -> None:
    """Points of operation do nothing for a pre-evaluation, whatever they cost."""
    offered = read_options(
        [{"id": "rules", "cost": 1, "claims": {"6.2.10": {"rules": True, "incentives": True}}}],
        NEW,
        {},
    )
    found = cheapest_path(NEW, project(NEW), offered, "pre_evaluation", to="1")
    assert "total" in {gate.id for gate in found.because}
