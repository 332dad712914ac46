"""The star chain (Articles 6, 12 to 16): each link against the last known one, a missing one unknown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.gates import Answer, ask
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.shenzhen import PACK
from greenward.law.star_chain import STATED, broken, chain, statutory_minimum

SCHOOL = {
    "new_construction": True,
    "public": True,
    "floor_area": 900_000,
    "state_organ_office": False,
}
NAMES = ("land_star", "permit_star", "chapter_star", "assessed_star", "accepted_star")


def shown(**stars: int | None) -> list[tuple[str, int | None, bool | None]]:
    return [(link.name, link.star, link.holds) for link in chain(PACK, SCHOOL | stars)]


def test_a_chain_that_never_falls_holds_from_end_to_end() -> None:
    stars = dict(zip(NAMES, (1, 1, 2, 2, 2), strict=True))
    assert shown(**stars) == [
        ("statutory", 1, None),
        ("land", 1, True),
        ("permit", 1, True),
        ("chapter", 2, True),
        ("assessment", 2, True),
        ("acceptance", 2, True),
    ]


def test_a_link_one_star_lower_breaks_and_the_next_is_compared_with_it() -> None:
    found = chain(PACK, SCHOOL | dict(zip(NAMES, (2, 1, 1, 1, 1), strict=True)))
    assert [link.name for link in broken(found)] == ["permit"]


def test_a_missing_link_is_unknown_and_the_next_is_compared_with_the_last_known() -> None:
    assert shown(land_star=2, assessed_star=1, accepted_star=1)[1:] == [
        ("land", 2, True),
        ("permit", None, None),
        ("chapter", None, None),
        ("assessment", 1, False),
        ("acceptance", 1, True),
    ]


def test_nothing_known_breaks_nothing() -> None:
    assert [(link.star, link.holds) for link in chain(PACK, {})] == [(None, None)] * 6


@pytest.mark.parametrize(
    ("changed", "least"),
    [
        ({}, 1),
        ({"floor_area": 1_999_999}, 1),
        ({"floor_area": 2_000_000}, 2),
        ({"state_organ_office": True}, 2),
        ({"large_public_recorded": True}, 2),
        ({"new_construction": False, "floor_area": 2_000_000}, 0),
        ({"new_construction": None}, None),
        ({"floor_area": None}, None),
        ({"public": False, "floor_area": None}, 1),
    ],
    ids=str,
)
def test_the_statutory_minimum_is_that_of_article_6(
    changed: dict[str, Any], least: int | None
) -> None:
    assert statutory_minimum(PACK, SCHOOL | changed) == least


def test_land_below_the_statutory_minimum_is_a_broken_link() -> None:
    found = chain(PACK, SCHOOL | {"floor_area": 2_000_000, "land_star": 1})
    assert [link.name for link in broken(found)] == ["land"]


def test_every_link_is_said_in_both_languages_and_names_its_article() -> None:
    articles = {article.number for article in PACK.articles}
    for link in chain(PACK, {}):
        assert link.text.zh and link.text.en
        assert link.article.split(".")[0] in articles


def test_a_law_that_asks_for_no_star_has_no_chain() -> None:
    assert chain(JINZHOU, SCHOOL | {"land_star": 2, "permit_star": 1}) == ()


def test_the_first_link_names_the_article_that_sets_the_least_star() -> None:
    assert chain(PACK, {})[0].article == "6.1"


stars = st.none() | st.integers(0, 3)
cases = st.fixed_dictionaries(
    {name: stars for name in NAMES}
    | {
        "new_construction": st.sampled_from([True, False, None]),
        "public": st.booleans(),
        "floor_area": st.sampled_from([None, 0, 1_999_999, 2_000_000]),
        "state_organ_office": st.sampled_from([True, False, None]),
    }
)


@given(cases)
def test_a_chain_is_broken_exactly_where_the_known_stars_fall(facts: dict[str, Any]) -> None:
    links = chain(PACK, facts)
    known = [link.star for link in links if link.star is not None]
    assert bool(broken(links)) == (known != sorted(known))
    for link in links:
        assert link.holds is None or link.star is not None


@given(cases, st.sampled_from(NAMES))
def test_a_higher_star_never_breaks_its_own_link(facts: dict[str, Any], name: str) -> None:
    place = 1 + [star.name for *_, star in STATED].index(name)
    if facts[name] is not None and facts[name] < 3 and chain(PACK, facts)[place].holds:
        assert chain(PACK, facts | {name: facts[name] + 1})[place].holds


@given(cases)
def test_the_chain_and_the_permits_gate_speak_with_one_voice(facts: dict[str, Any]) -> None:
    """Where the chain breaks at the permit against a land star, the gate refuses on that ground."""
    facts = facts | {"land_document_notes_star": True}
    if facts["land_star"] is None or facts["permit_star"] is None:
        return
    permit = next(link for link in chain(PACK, facts) if link.name == "permit")
    heard = ask(PACK.gate("planning_permit"), facts)
    refused = {found.ground.id for found in heard.unmet}
    assert (permit.holds is False) == ("permit_land_star" in refused)
    if refused:
        assert heard.answer is Answer.REFUSED
