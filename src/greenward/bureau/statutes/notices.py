"""A holiday notice as it is pasted: its dates, which of them are free and which are worked.

Reads the sentences of a State Council notice (dates as 1月1日（周五）至3日, then the word for days off or
for work) and plain lines such as ``2027-02-05 to 2027-02-11 off``. A weekday written beside a date
must be the right one, so that the notice of another year is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

WEEKDAYS = "一二三四五六日"
_DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*[-年/.]\s*)?(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2})(?!\d)\s*日?"
    r"(?:\s*[（(]\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*[）)])?"
)
_END = re.compile(
    r"\s*(?:至|到|—|–|~|～|to|until|-)\s*"
    r"(?:(?:(?P<year>\d{4})\s*[-年/.]\s*)?(?P<month>\d{1,2})\s*[-月/.]\s*)?(?P<day>\d{1,2})(?!\d)\s*日?"
    r"(?:\s*[（(]\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*[）)])?"
)
_WORKED = re.compile(r"上班|补班|工作日|\bwork", re.IGNORECASE)
_FREE = re.compile(r"放假|休息|休假|调休|公休|\b(?:off|holiday|free)\b", re.IGNORECASE)
LONGEST = 31
"""Days a holiday may last; a longer span is a slip of the pen."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in which line of the pasted text."""

    line: int
    what: str

    def __str__(self) -> str:
        return _("Line %(n)s: %(what)s") % {"n": self.line, "what": self.what}


def read_notice(text: str, year: int) -> tuple[dict[date, bool], list[Problem]]:
    """The days of a notice (day -> worked) and everything wrong in it; `year` where none is written."""
    days: dict[date, bool] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        for sentence in filter(str.strip, re.split(r"[。;；]", line)):
            try:
                found = _sentence(sentence, year)
            except ValueError as wrong:
                problems.append(Problem(number, str(wrong)))
                continue
            for day, working in found:
                if days.setdefault(day, working) != working:
                    what = _("%(day)s is both worked and off.") % {"day": day}
                    problems.append(Problem(number, what))
    return days, problems


def _sentence(words: str, year: int) -> Iterator[tuple[date, bool]]:
    spans = list(_spans(words, year))
    worked, free = bool(_WORKED.search(words)), bool(_FREE.search(words))
    if not spans:
        return iter(())
    if worked == free:
        raise ValueError(
            _(
                "Say of “%(words)s” whether these days are off (放假) or worked (上班), in one sentence each."
            )
            % {"words": words.strip()[:40]}
        )
    return ((first + timedelta(n), worked) for first, last in spans for n in range((last - first).days + 1))  # fmt: skip


def _spans(words: str, year: int) -> Iterator[tuple[date, date]]:
    at = 0
    while found := _DATE.search(words, at):
        first = _day(found, year, None)
        last, at = first, found.end()
        if until := _END.match(words, at):
            last, at = _day(until, year, first), until.end()
        if not 0 <= (last - first).days < LONGEST:
            raise ValueError(
                _("%(first)s to %(last)s is no span of days off.") % {"first": first, "last": last}
            )
        yield first, last


def _day(found: re.Match[str], year: int, since: date | None) -> date:
    """The day a match names; the end of a span goes on in the month and year it began in."""
    written = int(found["year"]) if found["year"] else since.year if since else year
    month = int(found["month"]) if found["month"] else since.month if since else 0
    try:
        day = date(written, month, int(found["day"]))
    except ValueError:
        raise ValueError(_("“%(words)s” is no day.") % {"words": found[0].strip()}) from None
    said = found["weekday"]
    if said and WEEKDAYS.index(said.replace("天", "日")) != day.weekday():
        raise ValueError(
            _("%(day)s is a %(weekday)s, and the notice says 星期%(said)s. Is the year right?")
            % {"day": day, "weekday": date_format(day, "l"), "said": said}
        )
    return day
