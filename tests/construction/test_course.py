"""The courses of two cities by the same code: nothing is granted with an unmet ground, what is
missing is never refused, and a change opens what stood on it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.application import hearing
from greenward.bureau.construction.applying import accept, apply
from greenward.bureau.construction.course import Step, course
from greenward.bureau.construction.deciding import grant, refuse
from greenward.bureau.construction.facts import source_of
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import Decision, Project
from greenward.bureau.construction.offices import office_of
from greenward.bureau.construction.stating import state
from greenward.law.gates import Answer
from greenward.law.language import facts_of

from .conftest import Site

DESIGN = {"green_designed": True, "drawings_meet_energy_standards": True}


def steps(project: Project) -> dict[str, Step]:
    return {leg.gate.id: leg.step for leg in course(law_of(project.area), project)}


def tell(site: Site, names: Iterable[str], value: bool = True) -> None:
    """State facts as the housing officer."""
    state(site.housing, site.fresh(), dict.fromkeys(names, value))


def test_jinzhous_gates_open_one_after_the_other(jinzhou: Site) -> None:
    """B1 to B5: drawing certificate, filing, construction permit, acceptance, acceptance filing."""
    reviewer = jinzhou.parties[PartyRole.DRAWING_REVIEWER]
    assert steps(jinzhou.fresh())["construction_permit"] is Step.MISSING  # it may be asked early
    assert steps(jinzhou.project)["acceptance_filing"] is Step.WAITING

    tell(jinzhou, [*DESIGN, "green_planned", "in_key_scope", "green_review_passed"])
    drawings = apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate")
    grant(reviewer, drawings.matter, number="审图2026-1")
    permit = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit")
    accept(jinzhou.housing, permit.matter)
    with pytest.raises(ValidationError, match="审查"):  # the filing of the review is missing
        grant(jinzhou.housing, permit.matter)
    filing = apply(jinzhou.developer, jinzhou.fresh(), "green_review_filing")
    accept(jinzhou.housing, filing.matter)
    grant(jinzhou.housing, filing.matter)
    grant(jinzhou.housing, permit.matter)
    assert steps(jinzhou.fresh())["construction_permit"] is Step.PASSED


def test_a_known_unmet_ground_is_refused_and_a_missing_one_is_not(jinzhou: Site) -> None:
    reviewer = jinzhou.parties[PartyRole.DRAWING_REVIEWER]
    drawings = apply(jinzhou.developer, jinzhou.fresh(), "drawing_certificate")
    assert hearing(drawings.matter).answer is Answer.INCOMPLETE
    with pytest.raises(ValidationError):
        refuse(reviewer, drawings.matter, remark="不明")
    tell(jinzhou, ["green_designed"], False)
    tell(jinzhou, ["drawings_meet_energy_standards"])
    decision = refuse(reviewer, drawings.matter, remark="未按标准设计")
    assert decision.unmet == ["B1.design"]
    assert steps(jinzhou.fresh())["drawing_certificate"] is Step.REFUSED


def test_a_change_opens_what_stood_on_it_and_what_comes_after(jinzhou: Site) -> None:
    test_jinzhous_gates_open_one_after_the_other(jinzhou)
    with pytest.raises(ValidationError, match="重新|anew"):
        tell(jinzhou, ["green_designed"], False)
    state(jinzhou.housing, jinzhou.fresh(), {"green_designed": False}, because="设计变更")
    found = steps(jinzhou.fresh())
    assert found["drawing_certificate"] is Step.REOPENED
    assert found["construction_permit"] is Step.REOPENED
    assert found["green_review_filing"] is Step.PASSED
    assert not Decision.objects.filter(gate="green_review_filing", reopened_at__isnull=False)


def test_a_party_changes_nothing_the_authority_has_before_it(jinzhou: Site) -> None:
    state(jinzhou.developer, jinzhou.fresh(), {"green_planned": True})
    apply(jinzhou.developer, jinzhou.fresh(), "construction_permit")
    with pytest.raises(ValidationError, match="-ZJ-"):
        state(jinzhou.developer, jinzhou.fresh(), {"green_planned": False})


def test_nobody_states_what_is_anothers(jinzhou: Site) -> None:
    with pytest.raises(PermissionDenied):
        state(jinzhou.developer, jinzhou.fresh(), {"green_designed": True})
    with pytest.raises(PermissionDenied):
        state(jinzhou.parties[PartyRole.DESIGNER], jinzhou.fresh(), {"green_planned": True})


def test_every_gate_of_both_cities_is_decided_by_somebody(shenzhen: Site, jinzhou: Site) -> None:
    for site in (shenzhen, jinzhou):
        law = law_of(site.project.area)
        for gate in law.edition.gates:
            assert office_of(gate) is not None, gate.id
            assert all(source_of(n, gate.subject) or law.entry(n) for n in facts_of(gate))
