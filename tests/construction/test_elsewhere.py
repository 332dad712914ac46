"""Decisions of other authorities: recorded as they are; one the law would not have made is a lead, and
what stood on the one before opens anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.course import Step, course
from greenward.bureau.construction.deciding import grant
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.leads import questioned as leads
from greenward.bureau.construction.models import Decision
from greenward.bureau.construction.opening import choose_regime
from greenward.bureau.construction.stating import state

from .conftest import REGIME, Site

GATE = "drawing_certificate"
MET = {"green_designed": True, "drawings_meet_energy_standards": True}


def recorded(site: Site, gate: str = GATE, granted: bool = True, **more: Any) -> Decision:
    said = {"decided_on": REGIME, "number": "外审2024-1", "authority": "省审查中心", **more}
    return record_decision(site.housing, site.fresh(), gate, granted=granted, **said)


def steps(site: Site) -> dict[str, Step]:
    return {leg.gate.id: leg.step for leg in course(law_of(site.project.area), site.fresh())}


def test_a_certificate_against_a_known_ground_is_a_lead(
    jinzhou: Site, django_assert_num_queries: Any
) -> None:
    state(jinzhou.housing, jinzhou.fresh(), MET | {"green_designed": False})
    decision = recorded(jinzhou)
    assert decision.contrary and decision.unmet == ["B1.design"]
    assert steps(jinzhou)[GATE] is Step.PASSED  # what was decided was decided
    with django_assert_num_queries(1):
        found = leads(jinzhou.housing, 5)
    assert found is not None and found.count == 1
    assert "省审查中心" in str(found.first[0].hint)
    assert leads(jinzhou.planning, 5) is None
    state(jinzhou.housing, jinzhou.fresh(), {"green_designed": True}, because="设计变更")
    after = leads(jinzhou.housing, 5)
    assert after is not None and after.count == 0


def test_a_decision_on_what_nobody_knows_is_contrary_to_nothing(jinzhou: Site) -> None:
    decision = recorded(jinzhou)
    assert not decision.contrary and set(decision.missing) == set(MET)
    # what becomes known of it afterwards is no change of what it stood on
    state(jinzhou.parties[PartyRole.DESIGNER], jinzhou.fresh(), {"green_designed": True})
    assert Decision.objects.get().stands


def test_it_keeps_the_facts_of_its_moment(jinzhou: Site) -> None:
    state(jinzhou.housing, jinzhou.fresh(), MET)
    decision = recorded(jinzhou)
    assert {name: decision.facts[name] for name in MET} == MET
    assert "passed_drawing_certificate" not in decision.facts


def test_a_refusal_recorded_later_opens_what_stood_on_the_grant(jinzhou: Site) -> None:
    state(jinzhou.housing, jinzhou.fresh(), {**MET, "in_key_scope": False})
    recorded(jinzhou)
    recorded(jinzhou, "construction_permit", number="施2024-1")
    with pytest.raises(ValidationError):
        recorded(jinzhou, granted=False, number="外审2024-2")
    recorded(jinzhou, granted=False, number="外审2024-2", because="证书撤销")
    found = steps(jinzhou)
    assert found[GATE] is Step.REFUSED and found["construction_permit"] is Step.REOPENED


def test_one_recorded_while_an_application_was_open_is_decided_anew(jinzhou: Site) -> None:
    """Two decisions on one gate: the newest tells, and each kept its own facts."""
    state(jinzhou.housing, jinzhou.fresh(), MET)
    drawings = apply(jinzhou.developer, jinzhou.fresh(), GATE)
    recorded(jinzhou, granted=False, number="外审2024-2")
    assert Decision.objects.get().contrary
    grant(jinzhou.parties[PartyRole.DRAWING_REVIEWER], drawings.matter)
    assert steps(jinzhou)[GATE] is Step.PASSED
    found = leads(jinzhou.housing, 5)
    assert found is not None and found.count == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"decided_on": date(2999, 1, 1)},
        {"number": " "},
        {"authority": ""},
        {"gate": "no_such_gate"},
    ],
)
def test_what_cannot_be_a_record_is_refused(jinzhou: Site, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        recorded(jinzhou, **wrong)
    assert not Decision.objects.exists()


def test_a_gate_of_a_later_law_is_not_asked(jinzhou: Site) -> None:
    """On a day before the city's own practice only the national gates are asked, and what they wait
    for is nothing of it; an old permit is kept for the record and is contrary to nothing."""
    choose_regime(jinzhou.housing, jinzhou.fresh(), on=date(2015, 6, 1), because="2015年开工")
    law, project = law_of(jinzhou.project.area), jinzhou.fresh()
    assert set(steps(jinzhou)) == {"planning_permit", "completion_acceptance"}
    later = {gate.id for gate in law.not_asked(project.subject, project.asked_on)}
    assert {GATE, "construction_permit"} <= later
    with pytest.raises(ValidationError):
        apply(jinzhou.developer, project, GATE)
    state(jinzhou.housing, jinzhou.fresh(), {"green_designed": False})
    assert not recorded(jinzhou, decided_on=date(2015, 7, 1)).contrary


def test_the_own_clock_runs_from_the_day_the_gate_before_was_passed(shenzhen: Site) -> None:
    """Article 16: fifteen days to file, from the completion acceptance and not from the handing in."""
    passed = timezone.localdate() - timedelta(days=4)
    recorded(
        shenzhen, "completion_acceptance", decided_on=passed, number="竣验1", authority="建设单位"
    )
    filing = apply(shenzhen.developer, shenzhen.fresh(), "completion_filing")
    clock = filing.matter.clocks.get()
    assert clock.law_events[0].on == passed
    assert clock.due_on == passed + timedelta(days=15)
    assert filing.matter.tasks.filter(due_on=clock.due_on).exists()
