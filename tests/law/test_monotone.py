"""Doing better never makes a verdict worse: less energy (Article 32), less water (33), less of a
pollutant (34), more airborne insulation and less impact noise (35), a higher star (6, 47)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from greenward.law.language import Comparison, Condition, Duty, Permission, Verdict, facts_of
from greenward.law.permissions import ask
from greenward.law.reading import Facts, judge
from greenward.law.shenzhen import PACK
from greenward.law.shenzhen.general import FIRST_DAY, LARGE

BETTER_IS = {
    **dict.fromkeys(("32.1", "32.2.1", "32.2.2", "32.2.3"), ("less", "eui")),
    **dict.fromkeys(("33.1", "33.2"), ("less", "water_per_day")),
    "34": ("less", "air_concentration"),
    "35.1": ("more", "airborne_insulation"),
    "35.2": ("less", "impact_level"),
}
"""Duty -> which way its figure gets better."""
FIGURES = [(id, *better) for id, better in BETTER_IS.items()] + [
    ("32.2.3", "less", "eui_last_year")
]
STARS = {"6.1.1": "star", "6.1.2": "star", "6.2": "renovation_star"}
"""Duty -> the star that fulfils it. Where a star only decides who is bound or what has to be kept up
(Articles 9, 20, 21), more of a star is more to keep up, as it should be."""
RANK = {Verdict.NOT_APPLICABLE: 0, Verdict.SATISFIED: 0, Verdict.UNKNOWN: 1, Verdict.BREACHED: 2}

figures = st.integers(0, 24)
SPECIAL = {
    "completed_on": st.sampled_from([FIRST_DAY - 1, FIRST_DAY, FIRST_DAY + 1]),
    "floor_area": st.sampled_from([LARGE - 1, LARGE, LARGE + 1]),
    "fiscal_share": st.integers(0, 2),
    "star": st.integers(0, 3),
}
MOSTLY_YES = st.sampled_from([True] * 8 + [False, None])


@st.composite
def cases(draw: st.DrawFn, rule: Duty | Permission) -> Facts:
    """Cases in which most rules bind; any fact may be unknown."""
    facts: dict[str, bool | int | None] = {}
    for name in facts_of(rule):
        if PACK.entry(name).kind == "flag":
            facts[name] = draw(MOSTLY_YES)
        else:
            facts[name] = draw(SPECIAL.get(name, figures) if draw(MOSTLY_YES) else st.none())
    return facts


def worse(duty: Duty, facts: Facts, figure: str, better: int, poorer: int) -> bool:
    """Whether the better figure gives the worse answer, or owes what the poorer does not."""
    good, bad = (judge(duty, {**facts, figure: value}) for value in (better, poorer))
    return RANK[good.verdict] > RANK[bad.verdict] or (good.owed and not bad.owed)


def in_order(way: str, one: int, other: int) -> tuple[int, int]:
    """The better and the poorer of two figures."""
    low, high = sorted((one, other))
    return (low, high) if way == "less" else (high, low)


@pytest.mark.parametrize(("id", "way", "figure"), FIGURES)
@given(data=st.data(), one=figures, other=figures)
def test_a_better_figure_never_worsens_the_verdict(
    id: str, way: str, figure: str, data: st.DataObject, one: int, other: int
) -> None:
    duty = PACK.duty(id)
    assert not worse(duty, data.draw(cases(duty)), figure, *in_order(way, one, other))


@pytest.mark.parametrize(("id", "star"), STARS.items())
@given(data=st.data(), one=st.integers(0, 3), other=st.integers(0, 3))
def test_a_higher_star_never_worsens_the_verdict(
    id: str, star: str, data: st.DataObject, one: int, other: int
) -> None:
    duty = PACK.duty(id)
    assert not worse(duty, data.draw(cases(duty)), star, *in_order("more", one, other))


@pytest.mark.parametrize("permission", PACK.permissions, ids=lambda permission: permission.id)
@given(data=st.data(), one=st.integers(0, 3), other=st.integers(0, 3))
def test_a_higher_star_never_costs_an_incentive(
    permission: Permission, data: st.DataObject, one: int, other: int
) -> None:
    facts = data.draw(cases(permission))
    high, low = (ask(permission, {**facts, "star": s}) for s in in_order("more", one, other))
    rank = {False: 0, None: 1, True: 2}
    assert rank[high.reason.truth] >= rank[low.reason.truth]
    if low.reason.truth:
        assert high.amount == low.amount


# --- the test itself can fail ---------------------------------------------------------------

TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


def turned(condition: Condition) -> Condition:
    """The condition with its first comparison the wrong way round."""
    if isinstance(condition, Comparison):
        return replace(condition, operator=TURNED[condition.operator])
    parts = getattr(condition, "parts", None)
    return replace(condition, parts=(turned(parts[0]), *parts[1:])) if parts else condition


@pytest.mark.parametrize("id", ["32.1", "32.2.1", "33.1", "33.2", "34", "35.1", "35.2"])
def test_a_duty_with_its_direction_turned_round_is_found_out(id: str) -> None:
    law = PACK.duty(id)
    wrong = replace(law, requires=turned(law.requires))
    way, figure = BETTER_IS[id]
    assert wrong != law

    def shows(drawn: tuple[Facts, int, int]) -> bool:
        facts, one, other = drawn
        return worse(wrong, facts, figure, *in_order(way, one, other))

    quick = settings(
        max_examples=2000,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    try:
        find(st.tuples(cases(wrong), figures, figures), shows, settings=quick)
    except NoSuchExample:
        pytest.fail(f"{id} turned round went unnoticed")
