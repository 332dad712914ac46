"""How late something is, or how long there is left: in the days its period is counted in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.law.clocks import Calendar
from greenward.law.language import Count

WEEK = timedelta(days=7)


class Due(NamedTuple):
    """A due day as a line of a list says it: the day, the words, bad | warn | "" and a mark."""

    day: date | None
    words: str
    tone: str
    mark: str
    provisional: bool = False


def due(
    day: date | None, days: Calendar, today: date, *, count: str = "", provisional: bool = False
) -> Due:
    """Say a due day. `count` is how its clock counts (`Count`), "" for a day somebody set."""
    if day is None:
        return Due(None, "", "", "")
    working = count == Count.WORKING_DAYS
    left = _between(today, day, days, working)
    if left == 0:
        return Due(day, _("today"), "warn", "!", provisional)
    if left < 0:
        return Due(day, _over(-left, working), "bad", "✕", provisional)
    soon = day - today < WEEK
    return Due(day, _left(left, working), "warn" if soon else "", "!" if soon else "", provisional)


def _between(today: date, day: date, days: Calendar, working: bool) -> int:
    """Days from today to the due day; at least one when it is another day, negative when over."""
    if not working or day == today:
        return (day - today).days
    first, last = sorted((today, day))
    found = max(days.working_days_between(first, last), 1)
    return found if day > today else -found


def _over(n: int, working: bool) -> str:
    if working:
        text = ngettext("%(n)s working day over", "%(n)s working days over", n)
    else:
        text = ngettext("%(n)s day over", "%(n)s days over", n)
    return text % {"n": n}


def _left(n: int, working: bool) -> str:
    if working:
        text = ngettext("%(n)s working day left", "%(n)s working days left", n)
    else:
        text = ngettext("%(n)s day left", "%(n)s days left", n)
    return text % {"n": n}
