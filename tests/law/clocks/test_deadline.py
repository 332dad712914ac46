"""The deadline engine: hand-reckoned days, and what must hold of every course of events."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenward.law.clocks import (
    AlreadySuspended,
    BadExtension,
    BadPeriod,
    Calendar,
    DeadlineError,
    Event,
    Kind,
    NotStarted,
    NotSuspended,
    OutOfOrder,
    StartedTwice,
    State,
    TooLate,
    deadline,
    extend,
    latest_before,
    record,
    resume,
    start,
    suspend,
)
from greenward.law.language import Count, Period

from .strategies import calendars, days, periods

DAY = timedelta(days=1)
PLAIN = Calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


def working(length: int) -> Period:
    return Period(length, Count.WORKING_DAYS)


def plain(length: int) -> Period:
    return Period(length, Count.CALENDAR_DAYS)


def began(on: date | str) -> Event:
    return start(on if isinstance(on, date) else day(on), "送达", "张工")


def held(on: date | str) -> Event:
    return suspend(on if isinstance(on, date) else day(on), "鉴定", "张工")


def went_on(on: date | str) -> Event:
    return resume(on if isinstance(on, date) else day(on), "鉴定完毕", "张工")


def due(period: Period, *events: Event, calendar: Calendar = PLAIN) -> date:
    found = deadline(period, events, calendar, date(2026, 11, 21)).due
    assert found is not None
    return found


# --- reckoned by hand -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "begun", "expected"),
    [
        # Monday 28 September; 29, 30, then the holiday to 7 October, 8, 9 and Saturday the 10th
        (working(5), "2026-09-28", "2026-10-10"),
        (working(1), "2026-11-20", "2026-11-23"),  # Friday: the day itself does not count
        (plain(15), "2026-11-20", "2026-12-07"),  # 5 December is a Saturday
        (plain(15), "2026-09-18", "2026-10-08"),  # 3 October lies in the holiday
        (plain(15), "2026-09-25", "2026-10-10"),  # a Saturday, but worked
        (plain(90), "2026-01-05", "2026-04-07"),  # 5 April is free, and so is the 6th
        (plain(60), "2026-03-02", "2026-05-06"),  # 1 May opens a holiday to the 5th
        (Period(6, Count.MONTHS), "2026-05-20", "2026-11-20"),
        (Period(1, Count.MONTHS), "2025-01-31", "2025-02-28"),  # no 31 February
        (Period(6, Count.MONTHS), "2025-08-31", "2026-02-28"),  # a Saturday, but worked
        (Period(1, Count.YEARS), "2024-02-29", "2025-02-28"),
        (Period(2, Count.YEARS), "2024-03-15", "2026-03-16"),  # 15 March 2026 is a Sunday
    ],
)
def test_the_last_day(period: Period, begun: str, expected: str) -> None:
    assert due(period, began(begun)) == day(expected)


def test_a_suspension_adds_its_days_to_calendar_days() -> None:
    # 2 March + 20 days = 22 March; four days stood still (9 to 12), 26 March is a Thursday
    assert due(plain(20), began("2026-03-02"), held("2026-03-09"), went_on("2026-03-13")) == day(
        "2026-03-26"
    )


def test_a_suspension_over_a_weekend_costs_working_days_nothing() -> None:
    events = (began("2026-11-09"), held("2026-11-14"), went_on("2026-11-16"))
    assert due(working(10), *events) == due(working(10), events[0]) == day("2026-11-23")


def test_a_suspension_on_the_last_day_stops_the_clock() -> None:
    begun = began("2026-11-09")
    assert due(working(5), begun) == day("2026-11-16")
    assert due(working(5), begun, held("2026-11-16"), went_on("2026-11-19")) == day("2026-11-19")


def test_a_suspension_of_months_adds_its_calendar_days() -> None:
    events = (began("2026-01-15"), held("2026-02-01"), went_on("2026-02-11"))
    assert due(Period(2, Count.MONTHS), *events) == day("2026-03-25")


def test_a_last_day_on_a_weekend_waits_for_the_clock_as_well() -> None:
    # full on Saturday 14 November; suspended on Sunday, resumed on Wednesday
    events = (began("2026-11-04"), held("2026-11-15"), went_on("2026-11-18"))
    assert due(plain(10), *events) == day("2026-11-18")


def test_an_extension_runs_on_from_the_period() -> None:
    longer = extend(day("2026-03-20"), "案情复杂", "李局", plain(30))
    assert due(plain(60), began("2026-03-02"), longer) == day("2026-06-01")  # 31 May is a Sunday


def test_months_added_to_months_are_counted_as_one_period() -> None:
    longer = extend(day("2025-02-10"), "案情复杂", "李局", Period(1, Count.MONTHS))
    assert due(Period(1, Count.MONTHS), began("2025-01-31"), longer) == day("2025-03-31")


def test_working_days_added_to_calendar_days_are_counted_after_them() -> None:
    longer = extend(day("2026-11-12"), "补正", "李局", working(3))
    assert due(plain(10), began("2026-11-09"), longer) == day("2026-11-24")


def test_seven_working_days_before_a_hearing() -> None:
    found = latest_before(day("2026-10-15"), working(7), PLAIN)
    # 14, 13, 12, 10 (a Saturday made up), 9, 8 October and 30 September
    assert (found.day, found.provisional) == (day("2026-09-30"), False)


def test_before_an_event_a_day_that_is_free_moves_backwards() -> None:
    assert latest_before(day("2026-10-15"), plain(10), PLAIN).day == day("2026-09-30")
    assert latest_before(day("2026-05-31"), Period(3, Count.MONTHS), PLAIN).day == day("2026-02-28")


# --- where it stands ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state", "used", "left"),
    [
        ("2026-11-06", State.NOT_STARTED, 0, None),
        ("2026-11-09", State.RUNNING, 0, 5),
        ("2026-11-11", State.RUNNING, 2, 3),
        ("2026-11-14", State.RUNNING, 4, 1),  # a Saturday uses nothing
        ("2026-11-16", State.DUE, 5, 0),
        ("2026-11-17", State.OVERDUE, 5, -1),
        ("2026-11-23", State.OVERDUE, 5, -5),
    ],
)
def test_where_a_clock_stands(today: str, state: State, used: int, left: int | None) -> None:
    found = deadline(working(5), [began("2026-11-09")], PLAIN, day(today))
    assert (found.state, found.used, found.left) == (state, used, left)
    assert found.due == day("2026-11-16")


def test_calendar_days_overdue_are_counted_in_calendar_days() -> None:
    found = deadline(plain(15), [began("2026-10-09")], PLAIN, day("2026-11-02"))
    assert (found.due, found.left) == (day("2026-10-26"), -7)


def test_a_clock_without_events_has_not_started() -> None:
    found = deadline(working(5), [], PLAIN, day("2026-11-21"))
    assert (found.state, found.due, found.used, found.left) == (State.NOT_STARTED, None, 0, None)
    assert found.steps[0].text.en == "a period of 5 working days that has not started"


def test_a_suspended_clock_has_no_last_day_and_keeps_what_is_left() -> None:
    events = [began("2026-11-09"), held("2026-11-12")]
    for today in ("2026-11-12", "2026-11-19", "2027-03-01"):
        found = deadline(working(5), events, PLAIN, day(today))
        assert (found.state, found.due) == (State.SUSPENDED, None)
        assert (found.used, found.left) == (2, 3)


def test_a_suspension_announced_for_later_leaves_the_clock_running() -> None:
    events = [began("2026-11-09"), held("2026-11-12")]
    assert deadline(working(5), events, PLAIN, day("2026-11-10")).state is State.RUNNING


def test_a_holiday_published_later_moves_the_day_and_takes_the_doubt_away() -> None:
    before = deadline(working(5), [began("2027-02-03")], PLAIN, day("2027-02-03"))
    assert (before.due, before.provisional) == (day("2027-02-10"), True)
    festival = {day("2027-02-05") + i * DAY: False for i in range(7)}
    known = Calendar(festival, published=[2027])
    after = deadline(working(5), [began("2027-02-03")], known, day("2027-02-03"))
    assert (after.due, after.provisional) == (day("2027-02-17"), False)


def test_calendar_days_doubt_only_the_last_day() -> None:
    assert not deadline(
        plain(3), [began("2026-12-24")], PLAIN, day("2026-12-24")
    ).provisional  # full on Sunday the 27th, moved to the 28th
    assert deadline(plain(3), [began("2026-12-26")], PLAIN, day("2026-12-26")).provisional


def test_the_steps_say_what_was_done_and_why_in_both_languages() -> None:
    longer = extend(day("2026-09-21"), "案情复杂", "李局", plain(5))
    found = deadline(plain(10), [began("2026-09-18"), longer], PLAIN, day("2026-09-20"))
    assert [step.text.en for step in found.steps] == [
        "a period of 10 calendar days",
        "2026-09-18 started, that day not counted (送达, 张工)",
        "2026-09-21 extended by 5 calendar days (案情复杂, 李局)",
        "the count is full on 2026-10-03",
        "that day is not worked, so the last day is 2026-10-08",
    ]
    assert found.steps[2].text.zh == "2026-09-21 延长 5 日（案情复杂，李局）"
    assert found.steps[-1].text.zh == "该日为休息日，顺延至 2026-10-08"
    assert found.steps[-1].on == found.due


def test_a_provisional_last_day_says_that_it_is_one() -> None:
    found = deadline(plain(60), [began("2026-11-20")], PLAIN, day("2026-11-21"))
    assert found.provisional
    assert "not published yet" in found.steps[-1].text.en
    assert "尚未公布" in found.steps[-1].text.zh


# --- events that cannot be ------------------------------------------------------------------

BAD = [
    (NotStarted, [held("2026-11-09")]),
    (NotStarted, [went_on("2026-11-09")]),
    (StartedTwice, [began("2026-11-09"), began("2026-11-10")]),
    (AlreadySuspended, [began("2026-11-09"), held("2026-11-10"), held("2026-11-11")]),
    (NotSuspended, [began("2026-11-09"), went_on("2026-11-10")]),
    (
        NotSuspended,
        [began("2026-11-09"), held("2026-11-10"), went_on("2026-11-11"), went_on("2026-11-12")],
    ),
    (OutOfOrder, [began("2026-11-09"), held("2026-11-08")]),
    (BadExtension, [began("2026-11-09"), Event(Kind.EXTEND, day("2026-11-10"), "", "")]),
    (BadExtension, [Event(Kind.START, day("2026-11-09"), "", "", plain(1))]),
    (BadPeriod, [began("2026-11-09"), extend(day("2026-11-10"), "", "", plain(0))]),
]


@pytest.mark.parametrize(("kind", "events"), BAD)
def test_a_bad_order_is_a_typed_error_that_says_what_to_do(
    kind: type[DeadlineError], events: list[Event]
) -> None:
    with pytest.raises(kind) as caught:
        deadline(working(5), events, PLAIN, day("2026-11-21"))
    assert caught.value.text.zh
    assert ":" in str(caught.value)
    assert len({one.code for one, _ in BAD} | {TooLate.code}) == 8


def test_a_period_without_length_is_refused() -> None:
    for length in (0, -1):
        with pytest.raises(BadPeriod):
            deadline(plain(length), [], PLAIN, day("2026-11-21"))
        with pytest.raises(BadPeriod):
            latest_before(day("2026-11-21"), plain(length), PLAIN)


def test_a_suspended_period_may_be_extended_and_stays_suspended() -> None:
    longer = extend(day("2026-11-30"), "", "", working(2))
    found = deadline(
        working(5), [began("2026-11-09"), held("2026-11-12"), longer], PLAIN, day("2026-12-01")
    )
    assert (found.state, found.left) == (State.SUSPENDED, 5)


def test_an_event_after_the_end_is_refused_at_the_act_and_without_effect_in_a_history() -> None:
    history = [began("2026-11-09")]
    for late in (held("2026-11-17"), extend(day("2026-11-17"), "", "", working(5))):
        with pytest.raises(TooLate, match="ended on 2026-11-16"):
            record(working(5), history, late, PLAIN)
        found = deadline(working(5), [*history, late], PLAIN, day("2026-11-18"))
        assert (found.due, found.state) == (day("2026-11-16"), State.OVERDUE)
        assert found.too_late == (late,)
        assert "without effect" in found.steps[2].text.en


def test_a_holiday_published_later_never_turns_a_history_into_an_error() -> None:
    friday, saturday = day("2027-02-05"), day("2027-02-06")
    begun, late = began("2027-01-29"), held("2027-02-08")
    period = working(6)  # full on Monday 8 February, until Saturday the 6th is made a workday
    history = record(period, [begun], late, PLAIN)
    assert deadline(period, history, PLAIN, late.on).state is State.SUSPENDED
    known = Calendar({friday: True, saturday: True}, published=[2027])
    found = deadline(period, history, known, late.on)
    assert (found.due, found.too_late) == (saturday, (late,))
    again = went_on("2027-02-10")
    assert record(period, history, again, known) == (*history, again)
    assert deadline(period, [*history, again], known, again.on).due == saturday


# --- what must hold of every course ---------------------------------------------------------


@given(periods(), days, st.integers(0, 60), calendars())
def test_a_later_start_is_never_due_earlier_whatever_the_holidays(
    period: Period, begun: date, later: int, calendar: Calendar
) -> None:
    first = due(period, began(begun), calendar=calendar)
    assert first <= due(period, began(begun + later * DAY), calendar=calendar)


@given(periods(), days, st.integers(0, 20), calendars())
def test_a_longer_period_is_never_due_earlier(
    period: Period, begun: date, more: int, calendar: Calendar
) -> None:
    longer = Period(period.length + more, period.count)
    first = due(period, began(begun), calendar=calendar)
    assert first <= due(longer, began(begun), calendar=calendar)


@given(periods(), days, calendars())
def test_the_last_day_is_worked_and_lies_after_the_start(
    period: Period, begun: date, calendar: Calendar
) -> None:
    found = due(period, began(begun), calendar=calendar)
    assert found > begun
    assert calendar.is_working(found)


@given(st.integers(1, 40), days, calendars())
def test_working_days_up_to_the_last_day_are_as_many_as_the_period(
    length: int, begun: date, calendar: Calendar
) -> None:
    found = due(working(length), began(begun), calendar=calendar)
    assert calendar.working_days_between(begun, found) == length


@given(periods(), days, st.integers(0, 60), st.integers(0, 60), calendars())
def test_a_suspension_never_shortens_and_a_longer_one_never_less(
    period: Period, begun: date, after: int, held_for: int, calendar: Calendar
) -> None:
    stop = begun + after * DAY
    unheld = due(period, began(begun), calendar=calendar)
    assume(stop <= unheld)
    first, longer = (
        due(
            period,
            began(begun),
            held(stop),
            went_on(stop + length * DAY),
            calendar=calendar,
        )
        for length in (held_for, held_for + 1)
    )
    assert unheld <= first <= longer
    assert first >= stop + held_for * DAY


@given(st.integers(1, 60), days, st.data())
def test_a_suspension_of_calendar_days_adds_just_its_days_before_the_last_day_moves(
    length: int, begun: date, data: st.DataObject
) -> None:
    after = data.draw(st.integers(1, length))
    held_for = data.draw(st.integers(0, 60))
    stop = begun + after * DAY
    events = [began(begun), held(stop), went_on(stop + held_for * DAY)]
    everyday = Calendar({begun + i * DAY: True for i in range(200)})
    assert due(plain(length), *events, calendar=everyday) == begun + (length + held_for) * DAY


@given(periods(), days, st.integers(0, 60), calendars())
def test_suspended_and_resumed_on_one_day_changes_nothing(
    period: Period, begun: date, after: int, calendar: Calendar
) -> None:
    stop = begun + after * DAY
    assert due(period, began(begun), held(stop), went_on(stop), calendar=calendar) == due(
        period, began(begun), calendar=calendar
    )


@given(periods(), days, st.integers(0, 40), st.integers(0, 30), st.integers(0, 30), calendars())
def test_a_suspension_cut_in_two_is_the_same_suspension(
    period: Period, begun: date, after: int, first: int, second: int, calendar: Calendar
) -> None:
    stop = begun + after * DAY
    between, end = stop + first * DAY, stop + (first + second) * DAY
    cut = [held(stop), went_on(between), held(between), went_on(end)]
    whole = [held(stop), went_on(end)]
    assert due(period, began(begun), *cut, calendar=calendar) == due(
        period, began(begun), *whole, calendar=calendar
    )


@given(periods(), days, st.integers(0, 20), periods(15), calendars())
def test_an_extension_in_time_always_makes_it_later_or_keeps_it(
    period: Period, begun: date, after: int, more: Period, calendar: Calendar
) -> None:
    on = begun + after * DAY
    unextended = due(period, began(begun), calendar=calendar)
    longer = due(period, began(begun), extend(on, "", "", more), calendar=calendar)
    assert longer >= unextended
    assert (on > unextended) <= (longer == unextended)


@given(periods(), days, calendars(), st.sampled_from([2027, 2028, 2029, 2030]))
def test_what_is_not_provisional_stands_whatever_is_published_later(
    period: Period, begun: date, later: Calendar, year: int
) -> None:
    first = deadline(period, [began(begun)], PLAIN, begun)
    assume(not first.provisional)
    news = {day: on for day, on in later.own.items() if PLAIN.is_provisional(day)}
    after = deadline(period, [began(begun)], Calendar(news, [year]), begun)
    assert (after.due, after.provisional) == (first.due, False)


def naive(period: Period, begun: date, calendar: Calendar) -> date:
    """The last day by another road: the list of all worked days, and the date arithmetic of ISO."""
    worked = [d for i in range(1, 2000) if calendar.is_working(d := begun + i * DAY)]
    if period.count is Count.WORKING_DAYS:
        return worked[period.length - 1]
    full = begun + period.length * DAY
    if period.count is not Count.CALENDAR_DAYS:
        months = period.length * (12 if period.count is Count.YEARS else 1)
        year, month = begun.year + (begun.month - 1 + months) // 12, (begun.month - 1 + months) % 12
        for last in (begun.day, 30, 29, 28):
            try:
                full = date(year, month + 1, min(last, begun.day))
                break
            except ValueError:
                continue
    return min(day for day in worked if day >= full)


@given(periods(), days, calendars())
def test_computed_anew_after_publication_is_as_if_the_table_was_known_from_the_start(
    period: Period, begun: date, table: Calendar
) -> None:
    history = record(period, [], began(begun), PLAIN)  # recorded under the doubt
    once_out = Calendar(table.own, range(2027, 2100))
    anew = deadline(period, history, once_out, begun)
    assert (anew.due, anew.provisional) == (naive(period, begun, once_out), False)


@given(periods(), days, st.integers(-10, 400), calendars())
def test_used_and_left_and_the_state_agree(
    period: Period, begun: date, after: int, calendar: Calendar
) -> None:
    today = begun + after * DAY
    found = deadline(period, [began(begun)], calendar, today)
    assert found.due is not None
    assert (found.state is State.NOT_STARTED) == (today < begun) == (found.left is None)
    assert (found.state is State.DUE) == (today == found.due)
    assert (found.state is State.OVERDUE) == (today > found.due)
    if found.left is not None:
        assert (found.left < 0) <= (found.state is State.OVERDUE)
        whole = deadline(period, [began(begun)], calendar, found.due).used
        assert found.used + max(found.left, 0) == whole
        if period.count in (Count.WORKING_DAYS, Count.CALENDAR_DAYS):
            assert whole == period.length
