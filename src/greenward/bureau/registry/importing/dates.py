"""Days as files write them.

Without a pattern only what has one meaning is read: 2026-11-20, 2026/1/5, 2026.1.5, 20261120,
2026年1月5日. Two-digit years and day/month orders need the profile's word.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

EXCEL = "excel"
"""The pattern of spreadsheet day numbers: 43831 is 2020-01-01."""
CERTAIN = ("YYYY-M-D", "YYYY/M/D", "YYYY.M.D", "YYYY年M月D日", "YYYYMMDD")
TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?)?"
PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MMM": r"(?P<name>[A-Za-z]{3,9})\.?",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
}
WORD = re.compile("|".join(PARTS))
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
AMBIGUOUS = re.compile(r"\d{1,2}([/.\- ])\d{1,2}\1(\d{2}|\d{4})" + TIME, re.IGNORECASE)
SERIAL = re.compile(r"[1-7]\d{4}(\.\d+)?")
DAY_ZERO = date(1899, 12, 30)


def is_pattern(pattern: str) -> bool:
    """Whether a pattern names a year, a month and a day, each once."""
    if pattern == EXCEL:
        return True
    words = [word.replace("MMM", "M")[0] for word in WORD.findall(pattern)]
    return sorted(words) == ["D", "M", "Y"]


@lru_cache(maxsize=64)
def _regex(pattern: str) -> re.Pattern[str]:
    parts, at = [], 0
    for found in WORD.finditer(pattern):
        parts += [re.escape(pattern[at : found.start()]), PARTS[found[0]]]
        at = found.end()
    return re.compile("".join(parts) + re.escape(pattern[at:]) + TIME, re.IGNORECASE)


def read_date(text: str, patterns: tuple[str, ...], today: date) -> date | None:
    """The day a text states under the patterns (or the certain ones); None when it states none.

    A year of two digits is the latest such year that is not in the future.
    """
    # A date cell of a workbook (written YYYY-MM-DD) has one meaning whatever is said of texts.
    for pattern in (*patterns, CERTAIN[0]) if patterns else CERTAIN:
        if pattern == EXCEL:
            if SERIAL.fullmatch(text):
                return DAY_ZERO + timedelta(days=int(float(text)))
            continue
        found = _regex(pattern).fullmatch(text)
        day = _day(found.groupdict(), today) if found else None
        if day:
            return day
    return None


def _day(parts: dict[str, str | None], today: date) -> date | None:
    if parts.get("year"):
        year = int(parts["year"] or 0)
    else:
        year = today.year - (today.year - int(parts.get("short") or 0)) % 100
    name = (parts.get("name") or "")[:3].lower()
    month = MONTHS.index(name) + 1 if name in MONTHS else int(parts.get("month") or 0)
    try:
        return date(year, month, int(parts["day"] or 0))
    except ValueError:
        return None
