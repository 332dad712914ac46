"""One row as it is written in a file, read against the closed list of what a row may say."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from greenward.units import BadNumber, QuantityError, parse_number

from .names import NAMES, read_name
from .problems import Problem
from .quantities import QUANTITIES, Quantity, quantity
from .rows import Row

EVIDENCE = ("P", "S", "S1", "M", "A")
LEAST_CONFIDENCE = 60
COMPARE = ("full", "rounded")
DIRECTIONS = ("at most", "at least", "below", "above")
PLAIN_KEYS = (
    "quantity", "value", "unit", "first_day", "last_day", "source", "evidence", "confidence",
    "compare", "direction",
)  # fmt: skip
ROW_KEYS = frozenset(PLAIN_KEYS) | NAMES.keys()
LARGEST = Decimal(10) ** 12
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class RowReading:
    """Reads the cells of one row, keeping every problem met on the way."""

    def __init__(self, cells: Mapping[str, Any], where: str) -> None:
        self.cells = {key: value for key, value in cells.items() if value not in (None, "")}
        self.where = where
        self.problems: list[Problem] = []

    def row(self) -> Row | None:
        """The row, or None with `problems` filled."""
        self._closed()
        what = self._quantity()
        value = self._value(what)
        row = Row(
            quantity=what.name if what else "",
            value=value,
            unit=self._unit(what),
            selector=self._selector(what),
            first_day=self._day("first_day", required=True) or date.min,
            last_day=self._day("last_day"),
            source=self._text("source"),
            evidence=self._choice("evidence", EVIDENCE),
            confidence=self._confidence(),
            compare=self._choice("compare", COMPARE, "full"),
            direction=self._direction(what),
            where=self.where,
        )
        if row.last_day and row.last_day < row.first_day:
            self._problem("ends_before_begins", first=row.first_day, last=row.last_day)
        return None if self.problems else row

    def _problem(self, code: str, **params: Any) -> None:
        said = {key: str(value) for key, value in params.items()}
        self.problems.append(Problem(code, self.where, said))

    def _closed(self) -> None:
        for key in self.cells.keys() - ROW_KEYS:
            self._problem("unknown_key", key=key, known=", ".join(sorted(ROW_KEYS)))

    def _text(self, key: str) -> str:
        value = self.cells.get(key)
        if value is None:
            self._problem("missing_key", key=key)
        elif not isinstance(value, str):
            self._problem("bad_type", key=key, wanted="text")
        else:
            return value.strip()
        return ""

    def _choice(self, key: str, known: tuple[str, ...], default: str | None = None) -> str:
        if default is not None and key not in self.cells:
            return default
        value = self._text(key)
        if value and value not in known:
            self._problem("bad_choice", key=key, known=", ".join(known))
        return value

    def _direction(self, what: Quantity | None) -> str:
        """The way the value is compared: what the quantity or the metric says, or the row itself."""
        metric = read_name("metric", str(self.cells.get("metric", "")))
        known = what.directions_for(metric) if what else DIRECTIONS
        said = tuple(filter(None, known))
        if known[0] == "" and "direction" not in self.cells:
            self._problem("missing_key", key="direction")
        return self._choice("direction", said, known[0])

    def _quantity(self) -> Quantity | None:
        name = self._text("quantity")
        found = quantity(name)
        if name and not found:
            self._problem("unknown_quantity", name=name, known=", ".join([*QUANTITIES, "due.…"]))
        return found

    def _value(self, what: Quantity | None) -> Decimal:
        try:
            value = parse_number(self.cells.get("value"))
        except (BadNumber, TypeError):
            self._problem("number", text=self.cells["value"])
            return Decimal(0)
        if value is None:
            self._problem("missing_key", key="value")
            return Decimal(0)
        value = _as_written(value)
        if not 0 < value < LARGEST:
            self._problem("not_positive", value=value)
        most = what.decimals if what else 8
        if -value.as_tuple().exponent > most:  # type: ignore[operator]  # parse_number is finite
            self._problem("too_fine", value=value, most=most)
        if what and what.whole and value != int(value):
            self._problem("not_whole", value=value)
        if what and what.fixed is not None and value != what.fixed:
            self._problem("bad_choice", key="value", known=what.fixed)
        return value

    def _unit(self, what: Quantity | None) -> str:
        text = self._text("unit")
        if not what or not text:
            return text
        try:
            return what.unit(text)
        except QuantityError as error:
            self._problem("unit", zh=error.text_zh, en=error.text_en)
            return text

    def _selector(self, what: Quantity | None) -> dict[str, frozenset[str]]:
        selector = {}
        for key in NAMES:
            if key not in self.cells:
                continue
            if what and key not in what.keys:
                self._problem("key_not_used", key=key, quantity=what.name)
            selector[key] = frozenset(self._codes(key, self.cells[key]))
        for key in (what.needs if what else frozenset()) - selector.keys():
            self._problem("missing_key", key=key)
        return selector

    def _codes(self, key: str, value: Any) -> list[str]:
        written = value if isinstance(value, list) else str(value).replace("；", ";").split(";")
        codes = []
        for name in (str(one).strip() for one in written):
            code = read_name(key, name)
            if code is None:
                near = difflib.get_close_matches(name, NAMES[key], n=3, cutoff=0.3)
                known = ", ".join(near or list(NAMES[key])[:5])
                self._problem("unknown_name", key=key, name=name, known=known)
            else:
                codes.append(code)
        return codes

    def _day(self, key: str, required: bool = False) -> date | None:
        value = self.cells.get(key)
        if value is None:
            if required:
                self._problem("missing_key", key=key)
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = DAY.fullmatch(str(value).strip())
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            pass
        self._problem("bad_date", text=value)
        return None

    def _confidence(self) -> int | None:
        value = self.cells.get("confidence")
        if self.cells.get("evidence") == "M":
            if not isinstance(value, int) or not LEAST_CONFIDENCE <= value <= 100:
                self._problem("confidence")
                return None
            return value
        if value is not None:
            self._problem("unknown_key", key="confidence", known="evidence = M")
        return None


def _as_written(value: Decimal) -> Decimal:
    """A number typed in a workbook comes as 80.0: a last zero there is not a decimal."""
    sign, digits, exponent = value.as_tuple()
    if exponent == -1 and digits[-1] == 0:
        return Decimal((sign, digits[:-1], 0))
    return value
