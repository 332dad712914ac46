"""What a lawyer would try with time: five working days over holidays, silence, late and second requests,
more time than the law has, a hold at the wrong moment (Administrative Licensing Law, Articles 32, 42;
Quality Regulations, Article 49)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from greenward.bureau.casework.matters import extensions, requests
from greenward.bureau.casework.models import Clock, Extension, Matter, RequestItem
from greenward.bureau.construction.application import CLOCK
from greenward.bureau.construction.applying import accept, apply
from greenward.bureau.construction.deeming import deem_accepted
from greenward.bureau.construction.elsewhere import record_decision
from greenward.bureau.construction.holding import hold, release
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.missing import request_missing
from greenward.bureau.construction.opening import choose_regime, open_project

from .conftest import Site, build_site

ZONE = timezone.get_default_timezone()


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


@pytest.fixture
def before_the_spring_festival(time_machine: Any) -> Any:
    """Thursday 12 February 2026; the Saturday after is worked, 15 to 23 February are not."""
    time_machine.move_to(morning(date(2026, 2, 12)))
    return time_machine


@pytest.fixture
def monday(time_machine: Any) -> Any:
    """23 November 2026: the fifth working day after it is Monday the 30th."""
    time_machine.move_to(morning(date(2026, 11, 23)))
    return time_machine


def permit(site: Site) -> Matter:
    return apply(site.developer, site.fresh(), "construction_permit").matter


def clock(matter: Matter, name: str = CLOCK) -> Clock:
    return Clock.objects.select_related("matter").get(matter=matter, name=name)


def begun(matter: Matter) -> date:
    """The day from which the time to decide runs."""
    return clock(matter).law_events[0].on


def answers(matter: Matter) -> dict[int, requests.Answer]:
    found = RequestItem.objects.filter(request__matter=matter, request__answered_at=None)
    return {item.pk: requests.Answer("已补正") for item in found}


# --- accepted, asked about, or silent -------------------------------------------------------


def test_five_working_days_over_a_festival_and_its_worked_saturday(
    before_the_spring_festival: Any, jinzhou: Site
) -> None:
    matter = permit(jinzhou)
    assert clock(matter, "completeness").due_on == date(2026, 2, 26)
    before_the_spring_festival.move_to(morning(date(2026, 2, 26)))
    assert deem_accepted() == []
    before_the_spring_festival.move_to(morning(date(2026, 2, 27)))
    assert deem_accepted() == [matter]
    assert begun(matter) == date(2026, 2, 12)


def test_a_request_on_the_fifth_day_is_in_time(monday: Any, jinzhou: Site) -> None:
    """One day is left: it is the day of the answer, and after it the file is complete from then."""
    matter = permit(jinzhou)
    monday.move_to(morning(date(2026, 11, 30)))
    request_missing(jinzhou.housing, matter)
    monday.move_to(morning(date(2026, 12, 8)))
    assert deem_accepted() == []
    requests.answer(jinzhou.developer, matter, answers=answers(matter))
    assert clock(matter, "completeness").due_on == date(2026, 12, 8)
    monday.move_to(morning(date(2026, 12, 9)))
    assert deem_accepted() == [matter] and begun(matter) == date(2026, 12, 8)


def test_a_request_on_the_sixth_day_is_too_late(monday: Any, jinzhou: Site) -> None:
    """Before the night has accepted it: the officer accepts what counts as accepted, and may ask then,
    but the time to decide runs on."""
    matter = permit(jinzhou)
    monday.move_to(morning(date(2026, 12, 1)))
    with pytest.raises(ValidationError, match="2026|先|first"):
        request_missing(jinzhou.housing, matter)
    accept(jinzhou.housing, matter)
    assert begun(matter) == date(2026, 11, 23)
    due = clock(matter).due_on
    request_missing(jinzhou.housing, matter)
    assert clock(matter).due_on == due


def test_accepted_by_hand_too_late_it_counts_from_the_day_it_was_handed_in(
    monday: Any, jinzhou: Site
) -> None:
    matter = permit(jinzhou)
    monday.move_to(morning(date(2026, 12, 3)))
    accept(jinzhou.housing, matter)
    assert begun(matter) == date(2026, 11, 23)


def test_accepted_by_hand_in_time_it_counts_from_that_day(monday: Any, jinzhou: Site) -> None:
    matter = permit(jinzhou)
    monday.move_to(morning(date(2026, 11, 30)))
    accept(jinzhou.housing, matter)
    assert begun(matter) == date(2026, 11, 30)


def test_once_it_is_accepted_a_request_stops_no_time(monday: Any, jinzhou: Site) -> None:
    """The time to decide is not the authority's to stop by asking (Articles 42 and 45)."""
    matter = permit(jinzhou)
    accept(jinzhou.housing, matter)
    due = clock(matter).due_on
    monday.move_to(morning(date(2026, 11, 25)))
    request_missing(jinzhou.housing, matter)
    assert clock(matter).due_on == due == date(2026, 12, 21)


def test_an_answer_in_part_is_none(monday: Any, jinzhou: Site) -> None:
    matter = permit(jinzhou)
    request_missing(jinzhou.housing, matter)
    some = dict(list(answers(matter).items())[:1])
    with pytest.raises(ValidationError):
        requests.answer(jinzhou.developer, matter, answers=some)


def test_one_held_file_does_not_keep_the_night_from_the_others(monday: Any, jinzhou: Site) -> None:
    """Held after its time was over: it stays so, and is accepted once the hold is lifted."""
    other = build_site(jinzhou.project.area, "JZ-2")
    first, second = permit(jinzhou), permit(other)
    monday.move_to(morning(date(2026, 12, 1)))
    hold(jinzhou.director, jinzhou.fresh().matter, remark="法院裁定")
    monday.move_to(morning(date(2026, 12, 2)))
    assert deem_accepted() == [second]
    release(jinzhou.director, jinzhou.fresh().matter, remark="裁定解除")
    assert deem_accepted() == [first]
    assert begun(first) == date(2026, 11, 23)


# --- more time ------------------------------------------------------------------------------


def more(
    site: Site, matter: Matter, length: int, count: str = "working_days", of: str = CLOCK
) -> Extension:
    return extensions.ask(
        site.housing, matter, clock=clock(matter, of), length=length, count=count, reason="论证"
    )


def test_ten_working_days_more_and_no_others(monday: Any, jinzhou: Site) -> None:
    matter = permit(jinzhou)
    accept(jinzhou.housing, matter)
    for length, count in ((11, "working_days"), (10, "calendar_days"), (1, "months")):
        with pytest.raises(ValidationError):
            more(jinzhou, matter, length, count)
    extensions.grant(jinzhou.director, matter, extension=more(jinzhou, matter, 6))
    with pytest.raises(ValidationError):
        more(jinzhou, matter, 5)
    extensions.grant(jinzhou.director, matter, extension=more(jinzhou, matter, 4))
    with pytest.raises(ValidationError):
        more(jinzhou, matter, 1)


def test_the_five_days_of_a_file_are_never_longer(monday: Any, jinzhou: Site) -> None:
    with pytest.raises(ValidationError):
        more(jinzhou, permit(jinzhou), 1, of="completeness")


def completed(site: Site, on: date) -> None:
    record_decision(
        site.housing,
        site.fresh(),
        "completion_acceptance",
        granted=True,
        decided_on=on,
        number="竣验1",
        authority="建设单位",
    )


def test_fifteen_days_that_end_on_a_sunday_end_on_the_monday(monday: Any, shenzhen: Site) -> None:
    completed(shenzhen, date(2026, 11, 7))
    filing = apply(shenzhen.developer, shenzhen.fresh(), "completion_filing").matter
    assert clock(filing).due_on == date(2026, 11, 23)
    with pytest.raises(ValidationError):  # the parties' own period is nobody's to make longer
        more(shenzhen, filing, 1)


# --- the day whose law applies --------------------------------------------------------------


def test_the_law_of_a_day_to_come_applies_to_nothing(shenzhen: Site) -> None:
    ahead = date(2999, 1, 1)
    with pytest.raises(ValidationError):
        choose_regime(shenzhen.housing, shenzhen.fresh(), on=ahead, because="新法")
    with pytest.raises(ValidationError):
        open_project(
            shenzhen.housing,
            area=shenzhen.project.area,
            code="SZ-2",
            name="另一工程",
            developer=shenzhen.project.developer,
            regime_on=ahead,
            regime_reason="新法",
        )


@pytest.mark.parametrize(("on", "asked"), [(date(2022, 6, 30), False), (date(2022, 7, 1), True)])
def test_the_last_day_before_the_regulation_and_its_first(
    shenzhen: Site, on: date, asked: bool
) -> None:
    choose_regime(shenzhen.housing, shenzhen.fresh(), on=on, because="土地合同签订日")
    project = shenzhen.fresh()
    gates = law_of(project.area).gates(project.subject, project.asked_on)
    assert ("special_acceptance" in {gate.id for gate in gates}) is asked
