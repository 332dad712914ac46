"""Numbers and dates as people read them.

An ``int`` comes in the unit and scale of the law (0.01 kWh/(m²·a), 0.01 m², fen, basis points), a
``Decimal`` in the unit shown. Nothing is rounded, except that `percent` cuts toward zero: 49.99 %
over a limit must never read 50 %.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

NOTHING = "—"
"""Shown where there is no value."""

NBSP = "\u00a0"

Value = int | Decimal | None


def _exact(value: int | Decimal, places: int = 0) -> Decimal:
    """`value` in the unit shown; an int counts units of 10 ** -places."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value).scaleb(-places)
    raise TypeError(f"{value!r} is {type(value).__name__}: show an int or a Decimal, never a float")


def number(value: Value) -> str:
    """``20000`` -> ``20,000``; a Decimal keeps its digits."""
    return NOTHING if value is None else f"{_exact(value):,f}"


def scaled(value: Value, places: int = 2) -> str:
    """``13720`` -> ``137.20``: an int that counts units of 10 ** -places, all digits shown."""
    return NOTHING if value is None else f"{_exact(value, places):,f}"


def short(value: Value, places: int = 2) -> str:
    """As `scaled`, without closing zeros: ``13720`` -> ``137.2``."""
    text = scaled(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_unit(value: Value, unit: str) -> str:
    return NOTHING if value is None else f"{short(value)}{NBSP}{unit}"


def energy(value: Value) -> str:
    """Energy intensity from 0.01 kWh/(m²·a): ``13720`` -> ``137.2 kWh/(m²·a)``."""
    return _with_unit(value, "kWh/(m²·a)")


def area(value: Value) -> str:
    """Area from 0.01 m²: ``2341000`` -> ``23,410 m²``."""
    return _with_unit(value, "m²")


def yuan(value: Value) -> str:
    """Money from fen: ``123456700`` -> ``¥1,234,567.00``. A Decimal is in yuan."""
    if value is None:
        return NOTHING
    amount = _exact(value, 2)
    return f"{'-' if amount < 0 else ''}¥{abs(amount):,.2f}"


def percent(value: Value, places: int = 0) -> str:
    """A share from basis points, or a Decimal share: ``7150`` and ``0.715`` -> ``71%``, cut down."""
    if value is None:
        return NOTHING
    share = _exact(value, 4).scaleb(2)
    return f"{share.quantize(Decimal(1).scaleb(-places), ROUND_DOWN):,f}%"


def over(value: Decimal, limit: Decimal) -> Decimal:
    """By what share `value` lies over `limit` (0.715 = 71.5 % over); negative below it."""
    return value / limit - 1


def iso(value: date | None) -> str:
    """``2026-11-20``; a moment in local time as ``2026-11-20 14:03``."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M")
    return value.isoformat()


def stars(value: int | None) -> str:
    """A star as it is drawn: ``2`` -> ``★★``; 0 is the basic level, without one."""
    if value is None:
        return NOTHING
    return "★" * value or _("no star")


def until(first: date, last: date | None) -> str:
    """``2022-07-01 – 2025-06-30``; *from 2022-07-01* where no last day is known."""
    if last is None:
        return _("from %(first)s") % {"first": iso(first)}
    return f"{iso(first)} – {iso(last)}"
