"""What is owed of a plot stands on its page: by whom, until when, under which article (Article 12)."""

from __future__ import annotations

from django.utils.translation import override

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.dossier import plot_dossier
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.models import Plot
from greenward.bureau.construction.owed import Owed

from .conftest import Site
from .test_pages import LAND, get, page_of


def owed(actor: Actor, site: Site) -> Owed:
    with override("en"):
        return plot_dossier(actor, Plot.objects.get(pk=site.plot.pk)).owed


def test_the_planning_authority_reads_what_the_land_gate_asks_of_it(shenzhen: Site) -> None:
    found = owed(shenzhen.planning, shenzhen)
    assert found.mine and not found.others and not found.later
    assert {item.article.text for item in found.mine} >= {"Article 12.3", "Article 12.4"}
    assert all(item.lacking and item.who == "Planning authority" for item in found.mine)
    page = f"/plots/{shenzhen.plot.pk}"
    assert all(item.url.startswith(page) for item in found.mine)


def test_a_developer_reads_whom_the_project_waits_for(shenzhen: Site) -> None:
    found = owed(shenzhen.developer, shenzhen)
    assert found.others and not found.mine
    assert all("/state" not in item.url for item in found.others)  # not theirs to state
    assert "当前待办" in get(shenzhen.developer, page_of(shenzhen.plot))


def test_an_open_application_is_owed_by_whoever_decides_it(shenzhen: Site) -> None:
    made = apply(shenzhen.planning, shenzhen.plot, "land_terms")
    assert f"/matters/{made.matter_id}" in {i.url for i in owed(shenzhen.planning, shenzhen).mine}


def test_a_gate_that_is_passed_asks_for_nothing_more(shenzhen: Site) -> None:
    record_decision(Actor.operator(), shenzhen.plot, "land_terms", **LAND)
    assert not [i for i in owed(shenzhen.planning, shenzhen).items if i.note.startswith("for: ")]


def test_what_cannot_be_said_of_a_plot_is_named_too(shenzhen: Site) -> None:
    record_decision(Actor.operator(), shenzhen.plot, "land_terms", **LAND)
    assert "尚无法判断是否适用的义务" in get(shenzhen.planning, page_of(shenzhen.plot))
