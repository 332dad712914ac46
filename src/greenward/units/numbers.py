"""From what a cell states to an exact number, or to the knowledge that it states none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from .kinds import BadNumber, NumberOutOfRange

_UNKNOWN = frozenset(
    [
        "",
        "nan",
        "n/a",
        "na",
        "n.a.",
        "#n/a",
        "null",
        "none",
        "not available",
        "not applicable",
        "-",
        "--",
        "—",
        "——",
        "–",
        "/",
        "无",
        "缺",
        "缺失",
        "暂无",
        "未知",
        "不详",
        "未填",
    ]
)
_MAX_DIGITS = 18
_MAX_DECIMALS = 30


def parse_number(
    text: str | int | float | Decimal | None, decimal_mark: str = ".", group_mark: str = ","
) -> Decimal | None:
    """The number a cell states, exactly; None when it states that the number is unknown.

    Unknown is never zero: '', nan, N/A, Not Available, -, —, 无, 缺. Full-width digits, groups of
    three or four digits (by `group_mark` or by spaces) and a closing 万 or 亿 are read. A float
    from a workbook is read as the shortest text that stands for it, which is what was typed.

    Raises BadNumber for anything else and NumberOutOfRange for inf, 1e400 and the like.
    """
    if not isinstance(text, str | None):
        text, decimal_mark, group_mark = str(text), ".", ","
    folded = unicodedata.normalize("NFKC", text or "").replace("−", "-").casefold()
    folded = " ".join(folded.split())
    if folded in _UNKNOWN:
        return None
    params = {"text": (text or "")[:60], "decimal_mark": decimal_mark}
    if folded.lstrip("+-") in ("inf", "infinity", "∞"):
        raise NumberOutOfRange(params)
    found = _number_pattern(decimal_mark, group_mark).fullmatch(folded)
    if not found:
        raise BadNumber(params)
    whole = re.sub(r"[^0-9]", "", found["whole"] or "0")
    part = found["part"] or found["only"] or "0"
    number = Decimal(f"{found['sign']}{whole}.{part}e{found['exponent'] or 0}")
    return _in_range(number, found["times"], params)


def _in_range(number: Decimal, times: str | None, params: Mapping[str, str]) -> Decimal:
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # the pattern admits no nan and no infinity
    zeros = {None: 0, "万": 4, "亿": 8}[times]
    if number.adjusted() + zeros >= _MAX_DIGITS or exponent < -_MAX_DECIMALS:
        raise NumberOutOfRange(params)
    return Decimal((sign, digits, exponent + zeros))


@lru_cache(maxsize=16)
def _number_pattern(decimal_mark: str, group_mark: str) -> re.Pattern[str]:
    if decimal_mark == group_mark or not decimal_mark:
        raise ValueError("the decimal mark and the group mark must differ")
    # A grouped number does not begin with 0: under other marks "0,123" would be a decimal.
    grouped = "".join(
        rf"[1-9][0-9]{{0,{size - 1}}}(?:{re.escape(mark)}[0-9]{{{size}}})+|"
        for mark in (group_mark, " ")
        for size in (3, 4)
        if mark
    )
    point = re.escape(decimal_mark)
    return re.compile(
        rf"(?P<sign>[+-]?)(?:(?P<whole>{grouped}[0-9]+)(?:{point}(?P<part>[0-9]*))?"
        rf"|{point}(?P<only>[0-9]+))(?:e(?P<exponent>[+-]?[0-9]{{1,3}}))? ?(?P<times>[万亿])?"
    )
