"""A deadline in words: each step of the count in Chinese and English, in the order it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..language import Count, Period, Text
from .counting import Course
from .events import Event, Kind

UNITS = {
    Count.WORKING_DAYS: Text("个工作日", "working day"),
    Count.CALENDAR_DAYS: Text("日", "calendar day"),
    Count.MONTHS: Text("个月", "month"),
    Count.YEARS: Text("年", "year"),
}
HAPPENED = {
    Kind.START: Text("起算，当日不计", "started, that day not counted"),
    Kind.SUSPEND: Text("中止，自当日起不计", "suspended, not counted from that day"),
    Kind.RESUME: Text("恢复，自当日起续计", "resumed, counted again from that day"),
    Kind.EXTEND: Text("延长{}", "extended by {}"),
}
TOO_LATE = Text("期限已届满，不产生效力", "after the period had ended, without effect")


@dataclass(frozen=True)
class Step:
    """One line of the explanation of a deadline, and the day it speaks of, if one."""

    text: Text
    on: date | None = None


def say(period: Period) -> Text:
    """A period in words: *5 个工作日*, *5 working days*."""
    unit = UNITS[period.count]
    plural = "" if period.length == 1 else "s"
    return Text(f"{period.length} {unit.zh}", f"{period.length} {unit.en}{plural}")


def not_started(period: Period) -> Step:
    said = say(period)
    return Step(Text(f"期限为 {said.zh}，尚未起算", f"a period of {said.en} that has not started"))


def explain(
    period: Period,
    events: Sequence[Event],
    too_late: Sequence[Event],
    counted: Course,
    ended: bool,
) -> tuple[Step, ...]:
    """The steps: the period, its events, where the count ended, whether the last day moved, and
    what is provisional. `ended`: the last day is known."""
    said = say(period)
    steps = [Step(Text(f"期限为 {said.zh}", f"a period of {said.en}"))]
    steps += [_event(event, event in too_late) for event in events]
    if not ended:
        steps.append(Step(Text("恢复计算前没有届满日", "there is no last day until it is resumed")))
        return tuple(steps)
    steps.append(
        Step(
            Text(f"计满之日为 {counted.nominal}", f"the count is full on {counted.nominal}"),
            counted.nominal,
        )
    )
    if counted.due != counted.nominal:
        steps.append(_moved(counted))
    if counted.provisional:
        steps.append(_provisional())
    return tuple(steps)


def _event(event: Event, too_late: bool) -> Step:
    happened = TOO_LATE if too_late else HAPPENED[event.kind]
    by = say(event.extension) if event.extension else Text("", "")
    zh, en = happened.zh.format(f" {by.zh}"), happened.en.format(by.en)
    return Step(
        Text(
            f"{event.on} {zh}（{event.reason}，{event.by}）",
            f"{event.on} {en} ({event.reason}, {event.by})",
        ),
        event.on,
    )


def _moved(counted: Course) -> Step:
    return Step(
        Text(
            f"该日为休息日，顺延至 {counted.due}",
            f"that day is not worked, so the last day is {counted.due}",
        ),
        counted.due,
    )


def _provisional() -> Step:
    return Step(
        Text(
            "所涉日期的放假安排尚未公布，暂按周末计算，公布后重新计算",
            "holidays that bear on it are not published yet: counted with weekends alone for now, "
            "and anew once they are",
        )
    )
