"""From the text of one cell to the value that is kept, or to the reason why it cannot be.

Numbers are exact to the end: read as decimals, converted by ratios, rounded to odd
(`greenward.units.to_scaled`) only where the place they are kept has fewer decimals. What a cell
does not state is None, never zero.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from greenward.bureau.accounts import uscc
from greenward.bureau.registry import reasons
from greenward.metering.commodities import billed_unit, parse_commodity
from greenward.units import (
    BadNumber,
    Dimension,
    DimensionMismatch,
    QuantityError,
    Unit,
    convert,
    parse_number,
    parse_unit,
    to_scaled,
)

from . import dates
from .fields import Field, Holds, Reads, gates
from .profiles import Format

FIRST_DAY = date(1900, 1, 1)
FIRST_YEAR, FIRST_BUILT = 1900, 1000
YES = frozenset(["yes", "y", "true", "t", "1", "是", "有", "对", "√", "✓"])
NO = frozenset(["no", "n", "false", "f", "0", "否", "没有", "不是", "×", "✗"])
STARS = {
    **{mark * count: count for mark in "★⭐*" for count in (1, 2, 3)},
    **{f"{word}星级": i for i, word in enumerate("一二三", 1)},
    **{f"{word}星": i for i, word in enumerate("一二三", 1)},
    "基本级": 0,
}
FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "A": ("office", "办公", "办公建筑", "写字楼"),
    "B": ("shop", "商场", "商业", "商场建筑", "商业建筑", "retail"),
    "C": ("hotel or restaurant", "hotel", "宾馆饭店", "宾馆饭店建筑", "旅馆", "酒店"),
    "D": ("culture or education", "education", "文化教育", "文化教育建筑", "文教", "学校"),
    "E": ("medical", "医疗", "医疗卫生", "医疗卫生建筑", "医院"),
    "F": ("sport", "体育", "体育建筑"),
    "G": ("mixed", "mixed use", "综合", "综合建筑"),
    "H": ("other", "其他", "其它", "其他建筑", "其它建筑"),
    "R": ("residential", "居住", "居住建筑", "住宅"),
    "I": ("industrial", "工业", "工业建筑", "厂房"),
}
LOST_DIGITS = re.compile(r"\d(\.\d+)?e\+?\d+", re.IGNORECASE)
WHOLE_WITH_POINT = re.compile(r"(\d+)\.0+")


class CellError(Exception):
    """The cell cannot be taken. `code` and `params` are those of `registry.reasons`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}


@dataclass(frozen=True)
class Rule:
    """How the cells of one column are read. Keys of the maps are folded (`fold`)."""

    field: Field
    format: Format
    today: date
    holds: Holds = Holds.BUILDINGS
    values: Mapping[str, str] = field(default_factory=dict)
    other: str | None = None
    unit_values: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    prefix: str = ""
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What is kept of a cell: text as PostgreSQL reads it, and the unit where that is kept too."""

    text: str
    unit: str | None = None


def fold(text: str) -> str:
    """Words are compared without regard to case, width and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def read(text: str, unit: str, rule: Rule) -> Value | None:
    """What a cell states under a rule; None when it states nothing. Raises CellError."""
    for character in text + unit:
        if character < " " and character not in "\t\n\r":
            raise CellError("control_character", number=ord(character))
    key = fold(text)
    if key in rule.values:
        text = rule.values[key]
    elif not key or key in rule.format.missing or (not key[0].isdigit() and _is_missing(key)):
        return None
    elif rule.other is not None:
        text = rule.other
    if not text:
        return None
    if unit:
        unit = rule.unit_values.get(fold(unit), unit)
    return read_plain(" ".join(text.split()), unit, rule)


def read_plain(text: str, unit: str, rule: Rule) -> Value | None:
    """What a text states that is neither missing nor mapped. Raises CellError."""
    try:
        found = READERS[rule.field.reads](text, unit, rule)
    except QuantityError as error:
        raise CellError(error.code, **error.params) from error
    return Value(found) if isinstance(found, str) else found


@lru_cache(maxsize=4096)
def _is_missing(key: str) -> bool:
    """The words that state absence are the same everywhere (`greenward.units.parse_number`)."""
    try:
        return len(key) < 20 and parse_number(key) is None
    except BadNumber:
        return False


# --- words ------------------------------------------------------------------------------------


def _text(text: str, unit: str, rule: Rule) -> str:
    most = rule.field.most
    text = rule.prefix + text
    if most and len(text) > most:
        raise CellError("too_long", most=most)
    return text


def _identifier(text: str, unit: str, rule: Rule) -> str:
    text = unicodedata.normalize("NFKC", text)
    if LOST_DIGITS.fullmatch(text):
        raise CellError("digits_lost", value=text)
    whole = WHOLE_WITH_POINT.fullmatch(text)
    return _text(whole[1] if whole else text, unit, rule)


def _uscc(text: str, unit: str, rule: Rule) -> str:
    code = uscc.normalise(unicodedata.normalize("NFKC", text))
    if len(code) != uscc.LENGTH:
        raise CellError("bad_code_length", value=code[:40], length=len(code))
    if not uscc.is_valid(code):
        sound = all(character in uscc.ALPHABET for character in code[:-1])
        expected = uscc.check_character(code[:-1]) if sound else "?"
        raise CellError("bad_uscc", value=code, expected=expected)
    return code


def _function(text: str, unit: str, rule: Rule) -> str:
    key = fold(text)
    for letter, words in FUNCTIONS.items():
        if key == letter.casefold() or key in words:
            return letter
    raise CellError("not_in_list", value=text[:60], allowed=reasons.FUNCTIONS)


def _choice(text: str, unit: str, rule: Rule) -> str:
    key = fold(text).replace(" ", "_")
    if key not in rule.field.allowed:
        raise CellError("not_in_list", value=text[:60], allowed=", ".join(rule.field.allowed))
    return key


def _flag(text: str, unit: str, rule: Rule) -> str:
    key = fold(text)
    if key in rule.format.yes or (key in YES and key not in rule.format.no):
        return "true"
    if key in rule.format.no or key in NO:
        return "false"
    raise CellError("not_yes_or_no", value=text[:60])


def _star(text: str, unit: str, rule: Rule) -> str:
    key = fold(text).replace(" ", "")
    if key in STARS:
        return str(STARS[key])
    number = _whole(text, rule)
    if number > 3:
        raise CellError("not_in_list", value=text[:60], allowed="0, 1, 2, 3")
    return str(number)


def _commodity(text: str, unit: str, rule: Rule) -> str:
    return parse_commodity(text).value


def _gate(text: str, unit: str, rule: Rule) -> str:
    """A gate of the law by its id or by its title in either language."""
    key = fold(text)
    for id, title in gates().items():
        if key in (id, fold(title.zh), fold(title.en)):
            return id
    raise CellError("not_in_list", value=text[:60], allowed=", ".join(gates()))


# --- numbers ----------------------------------------------------------------------------------


def _number(text: str, rule: Rule) -> Decimal:
    """The number a cell states, within what the field can be and the profile holds plausible."""
    one = rule.field
    number = parse_number(text, rule.format.decimal_mark, rule.format.group_mark)
    if number is None:
        raise CellError("required", field=one.label)
    if number < 0 and not one.signed:
        raise CellError("negative", value=text)
    if number == 0 and one.positive:
        raise CellError("zero", value=text, field=one.label)
    if one.most and abs(number) > one.most:
        raise CellError("too_large_number", value=text, most=one.most)
    return number


def _plausible(number: Decimal, text: str, unit: str, rule: Rule) -> None:
    low = rule.least and number < Decimal(rule.least)
    high = rule.most and number > Decimal(rule.most)
    if low or high:
        bounds = {"least": rule.least or "0", "most": rule.most or "∞"}
        raise CellError("implausible", value=text, unit=unit, **bounds)


def _kept(number: Decimal | Fraction, text: str, one: Field) -> str:
    """The number with the decimals that can be kept, rounded to odd where it has more."""
    if abs(number) >= 10**one.digits:
        raise CellError("too_large_number", value=text, most=f"10^{one.digits}")
    if isinstance(number, Decimal) and -int(number.as_tuple().exponent) <= one.decimals:
        return f"{number:.{one.decimals}f}"
    scaled = to_scaled(number, 10**one.decimals)
    return f"{Decimal(scaled).scaleb(-one.decimals):f}"


def _plain_number(text: str, unit: str, rule: Rule) -> str:
    number = _number(text, rule)
    _plausible(number, text, "", rule)
    return _kept(number, text, rule.field)


def _quantity(text: str, unit: str, rule: Rule) -> Value:
    number = _number(text, rule)
    written = unit_of(unit, rule.field)
    _plausible(number, text, str(written), rule)
    if rule.field.unit:
        number = convert(number, written, parse_unit(rule.field.unit))
    kept = _kept(number, text, rule.field)
    return Value(kept, written.symbol if rule.field.keeps_unit else None)


def unit_of(unit: str, one: Field) -> Unit:
    """The unit of a field's cells. Raises QuantityError, or CellError where none is stated."""
    if not unit.strip():
        raise CellError("no_unit", field=one.label)
    written = parse_unit(unit)
    if one.commodity:
        billed_unit(unit, one.commodity)
    elif one.dimension and written.dimension is not one.dimension:
        raise DimensionMismatch.between(written, parse_unit(one.unit or NATURAL[one.dimension]))
    return written


NATURAL = {Dimension.INTENSITY: "kWh/(m²·a)", Dimension.ENERGY: "kWh"}


def _whole(text: str, rule: Rule) -> int:
    number = _number(text, rule)
    if number != number.to_integral_value():
        raise CellError("not_whole", value=text)
    return int(number)


# --- days and years ---------------------------------------------------------------------------


def _day(text: str, rule: Rule) -> date:
    patterns = rule.dates or rule.format.dates
    text = unicodedata.normalize("NFKC", text)
    day = dates.read_date(text, patterns, rule.today)
    if day is None:
        if not patterns and dates.AMBIGUOUS.fullmatch(text):
            raise CellError("ambiguous_date", value=text)
        if dates.SERIAL.fullmatch(text):
            raise CellError("date_serial", value=text)
        shown = ", ".join(patterns or dates.CERTAIN)
        raise CellError("not_a_date", value=text[:60], patterns=shown)
    if day < FIRST_DAY:
        raise CellError("date_too_early", value=day)
    if day > rule.today:
        raise CellError("date_in_future", value=day)
    return day


def _date(text: str, unit: str, rule: Rule) -> str:
    return _day(text, rule).isoformat()


def _year(text: str, unit: str, rule: Rule) -> str:
    """A year, or the last day of twelve months, which for a figure must be 31 December."""
    plain = unicodedata.normalize("NFKC", text).removesuffix("年").removesuffix(".0")
    if re.fullmatch(r"\d{1,4}", plain):
        year = int(plain)
    else:
        day = _day(text, rule)
        if rule.holds is Holds.YEARS and (day.month, day.day) != (12, 31):
            raise CellError("not_calendar_year", value=day)
        year = day.year
    if not FIRST_YEAR <= year <= rule.today.year:
        raise CellError("year_out_of_range", value=text, least=FIRST_YEAR, most=rule.today.year)
    if rule.holds is Holds.YEARS and year == rule.today.year:
        raise CellError("year_not_over", value=year)
    return str(year)


def _built(text: str, unit: str, rule: Rule) -> str:
    plain = text.removesuffix("年")
    year = _whole(plain, rule) if re.fullmatch(r"[\d.,]+", plain) else _day(text, rule).year
    if not FIRST_BUILT <= year <= rule.today.year:
        raise CellError("year_out_of_range", value=text, least=FIRST_BUILT, most=rule.today.year)
    return str(year)


READERS: Mapping[Reads, Callable[[str, str, Rule], str | Value]] = {
    Reads.TEXT: _text,
    Reads.IDENTIFIER: _identifier,
    Reads.USCC: _uscc,
    Reads.AREA: _text,
    Reads.FUNCTION: _function,
    Reads.CHOICE: _choice,
    Reads.FLAG: _flag,
    Reads.QUANTITY: _quantity,
    Reads.NUMBER: _plain_number,
    Reads.STAR: _star,
    Reads.DATE: _date,
    Reads.YEAR: _year,
    Reads.BUILT: _built,
    Reads.COMMODITY: _commodity,
    Reads.AMOUNT: _quantity,
    Reads.GATE: _gate,
}
