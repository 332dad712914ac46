"""What is owed: by whom, until when, under which article; unknown is never called breached."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction import cases
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.cases import Case
from greenward.bureau.construction.chapters.writing import begin_stage
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.models import Plot, Project, Stage
from greenward.bureau.construction.owed import Item, owed
from greenward.bureau.construction.stating import state
from greenward.law.language import Subject, Text, Verdict

from .conftest import REGIME, Site

PASSED = {"granted": True, "decided_on": REGIME, "number": "1", "authority": "规划部门"}


def items(site: Site, actor: object, mine: bool | None = None) -> list[Item]:
    (found,) = owed(actor, [site.fresh()])  # type: ignore[arg-type]
    return [item for item in found.items if mine is None or item.mine is mine]


def articles(found: list[Item]) -> set[str]:
    return {item.article.text for item in found if item.article}


def test_the_land_comes_first(shenzhen: Site) -> None:
    """While the plot's gate is open nothing of the permit is asked of the developer."""
    page = reverse("construction:plot", args=[shenzhen.plot.pk])
    (land,) = [one for one in items(shenzhen, shenzhen.planning, mine=True) if one.url == page]
    assert land.state is None
    record_decision(shenzhen.planning, shenzhen.plot, "land_terms", **PASSED)
    assert not [one for one in items(shenzhen, shenzhen.planning) if one.url == page]


def test_a_fact_of_the_plot_is_entered_at_the_plot(shenzhen: Site) -> None:
    """The keys of a project and of its plot differ; the land's star stands in the plot's papers."""
    Plot.objects.create(area=shenzhen.plot.area, code="another", name="另一地块")
    plot = Plot.objects.create(area=shenzhen.plot.area, code="its own", name="本项目地块")
    Project.objects.filter(pk=shenzhen.project.pk).update(plot=plot)
    record_decision(shenzhen.planning, plot, "land_terms", **PASSED)
    found = items(shenzhen, shenzhen.planning)
    urls = {lack.url for one in found for lack in one.lacking if lack.name == "land_star"}
    assert urls == {reverse("construction:land", args=[plot.pk])}


def test_each_party_is_asked_for_what_the_law_expects_of_it(jinzhou: Site) -> None:
    """The designer states the design, the reviewer the drawings; nobody finds the other's as own."""
    designer = items(jinzhou, jinzhou.parties[PartyRole.DESIGNER], mine=True)
    reviewer = items(jinzhou, jinzhou.parties[PartyRole.DRAWING_REVIEWER], mine=True)
    assert {lack.name for one in designer for lack in one.lacking} >= {"green_designed"}
    assert {lack.name for one in reviewer for lack in one.lacking} >= {
        "drawings_meet_energy_standards"
    }
    assert not {one.what for one in designer} & {one.what for one in reviewer}


def test_what_only_the_authority_can_find_out_is_asked_of_it_alone(shenzhen: Site) -> None:
    """Whether a designer works by the chapter (Article 13.3) no designer can state."""
    test_the_land_comes_first(shenzhen)
    designer = shenzhen.parties[PartyRole.DESIGNER]
    lacking = {lack.name for one in items(shenzhen, designer, mine=True) for lack in one.lacking}
    assert "chapter_followed" not in lacking
    assert not any(
        "chapter_followed" in {lack.name for lack in one.lacking} and one.mine
        for party in shenzhen.parties.values()
        for one in items(shenzhen, party)
    )


def test_missing_is_not_breached_and_unmet_is(jinzhou: Site) -> None:
    designer = jinzhou.parties[PartyRole.DESIGNER]

    def states() -> set[Verdict | None]:
        return {
            one.state
            for one in items(jinzhou, designer, mine=True)
            if "for=drawing_certificate" in one.url
        }

    assert states() == {Verdict.UNKNOWN}
    state(designer, jinzhou.fresh(), {"green_designed": False})
    assert Verdict.BREACHED in states()
    state(designer, jinzhou.fresh(), {"green_designed": True})
    assert states() == set()


def test_when_nothing_is_in_the_way_the_developer_may_apply(jinzhou: Site) -> None:
    state(
        jinzhou.housing,
        jinzhou.fresh(),
        {"green_designed": True, "drawings_meet_energy_standards": True},
    )
    own = items(jinzhou, jinzhou.developer, mine=True)
    assert [one for one in own if one.url.endswith("/apply/drawing_certificate")]
    apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate")
    own = items(jinzhou, jinzhou.developer, mine=True)
    assert not [one for one in own if one.url.endswith("/apply/drawing_certificate")]
    reviewer = items(jinzhou, jinzhou.parties[PartyRole.DRAWING_REVIEWER], mine=True)
    assert [one for one in reviewer if "/matters/" in one.url]  # the decision waits for them


def test_the_filing_is_due_fifteen_days_after_the_acceptance(shenzhen: Site) -> None:
    """Article 16 with Article 49 of the quality regulations: the day follows from the gate before."""
    passed_on = timezone.localdate() - timedelta(days=5)
    record_decision(shenzhen.planning, shenzhen.plot, "land_terms", **PASSED)
    before = ("planning_permit", "conformity_assessment", "special_acceptance")
    for gate in before:
        record_decision(shenzhen.housing, shenzhen.fresh(), gate, **PASSED)
    record_decision(
        shenzhen.housing,
        shenzhen.fresh(),
        "completion_acceptance",
        **PASSED | {"decided_on": passed_on},
    )
    days = {one.due.day for one in items(shenzhen, shenzhen.developer, mine=True)} - {None}
    assert days == {passed_on + timedelta(days=15)}


def test_a_case_of_one_party_is_owed_by_it_alone(
    shenzhen: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Article 8: of the duty of designer, contractor and supervision party a designer's own case is
    the designer's."""
    facts = {"engagement_begun": True, "leader_committed": False}
    label = Text("设计单位", "the designer's engagement")
    case = Case(Subject.ENGAGEMENT, shenzhen.project.pk, label, facts, role=PartyRole.DESIGNER)
    monkeypatch.setattr(cases, "_reads", {Subject.ENGAGEMENT: lambda keys: [case]})

    def own(role: PartyRole) -> list[Item]:
        found = items(shenzhen, shenzhen.parties[role], mine=True)
        return [one for one in found if one.state is Verdict.BREACHED]

    (found,) = own(PartyRole.DESIGNER)
    assert "8.2" in articles([found]).pop()
    assert own(PartyRole.CONTRACTOR) == []


def test_what_the_authority_owes_is_told_to_it_alone(shenzhen: Site) -> None:
    """Article 12, fourth paragraph: the permit notes the star; the planning authority answers for it."""
    record_decision(shenzhen.planning, shenzhen.plot, "land_terms", **PASSED)
    record_decision(shenzhen.housing, shenzhen.fresh(), "planning_permit", **PASSED)
    names = {"permit_notes_star", "permit_notes_prefab"}

    def told(actor: object) -> bool:
        return any(names & {lack.name for lack in one.lacking} for one in items(shenzhen, actor))

    assert told(shenzhen.housing)
    assert not told(shenzhen.developer)


def test_a_chapter_is_named_by_its_stage_and_owed_by_a_party(shenzhen: Site) -> None:
    begin_stage(shenzhen.developer, shenzhen.fresh(), Stage.DESIGN, on=REGIME)
    with override("en"):
        found = [one for one in items(shenzhen, shenzhen.developer) if "stage “" in one.note]
    assert found and {one.note for one in found} == {"Green chapter, stage “design”"}
    assert {one.who for one in found} <= {"Design party", "Development party"}
