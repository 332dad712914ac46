"""A form that changes what a passed gate stood on names the gate before its button (Articles 13, 14,
16)."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.reopening import at_stake
from greenward.bureau.construction.sources.land import FACTS
from greenward.bureau.construction.sources.testing import ASSESSMENT, TESTS

from .conftest import Site
from .test_acceptance import assessed as assessed
from .test_acceptance import site as site
from .test_pages import LAND, client_of

SAID = "opens anew and is decided again: "


def form(actor: Actor, name: str, *args: object) -> str:
    page = client_of(actor).get(
        reverse(f"construction:{name}", args=args), headers={"accept-language": "en"}
    )
    assert page.status_code == 200
    return page.content.decode()


def test_gates_that_stood_on_a_fact_and_those_that_stood_on_them(assessed: Site) -> None:
    with override("en"):
        assert at_stake(assessed.fresh(), ASSESSMENT) == ["conformity assessment of the star"]
        assert at_stake(assessed.fresh(), {"permit_star"}) == [
            "planning permit",
            "conformity assessment of the star",
        ]
        assert at_stake(assessed.fresh(), TESTS) == []  # nothing is decided on them yet


@pytest.mark.parametrize("name", ["withdraw_assessment", "commission"])
def test_the_form_says_what_opens_anew(assessed: Site, name: str) -> None:
    page = form(assessed.developer, name, assessed.project.pk)
    said = page.index(SAID + "conformity assessment of the star")
    assert said < page.index('<form method="post" enctype')


def test_where_nothing_is_decided_nothing_is_said(site: Site) -> None:
    laboratory = site.parties[PartyRole.LABORATORY]
    assert SAID not in form(laboratory, "enter_air", site.project.pk)
    assert SAID not in form(site.housing, "regime", site.project.pk)


def test_the_day_whose_law_applies_moves_what_the_sound_tests_were_judged_by(
    assessed: Site,
) -> None:
    record_decision(Actor.operator(), assessed.fresh(), "special_acceptance", **LAND)
    laboratory = assessed.parties[PartyRole.LABORATORY]
    for actor, name in ((assessed.housing, "regime"), (laboratory, "enter_sound")):
        assert SAID + "pass report of the special acceptance" in form(
            actor, name, assessed.project.pk
        )


def test_a_paper_of_the_land_names_the_gates_of_the_projects_on_it(assessed: Site) -> None:
    record_decision(Actor.operator(), assessed.plot, "land_terms", **LAND)
    with override("en"):
        found = at_stake(assessed.plot, FACTS)
    assert found[0] == "land contract or allocation decision" and "planning permit" in found
