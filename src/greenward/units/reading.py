"""From what is written to the unit that is meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from .kinds import AmbiguousUnit, Dimension, Unit, UnknownUnit
from .table import AMBIGUOUS, MULTIPLES, UNITS

_YEAR = frozenset({"a", "yr", "year", "annum", "年"})
_SEPARATORS = re.compile(r"[\s/·・⋅•*×.]+")
_IGNORED = re.compile(r"[\s·・⋅•*×.^_\-−]+")
_GLOSS = re.compile(r"([^()/]+)\(([^()/]+)\)\s*(\((?:us|uk)\))?")


def _plain(text: str) -> str:
    """One way of writing: full-width and superscript characters folded, lower case, / for per."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    return re.sub(r"\bper\b", "/", folded.replace("⁄", "/").replace("∕", "/"))


def _key(text: str) -> str:
    return _IGNORED.sub("", text)


def _index() -> tuple[dict[str, Unit], dict[tuple[Dimension, Fraction], Unit]]:
    names: dict[str, Unit] = {}
    sizes: dict[tuple[Dimension, Fraction], Unit] = {}
    for dimension, rows in UNITS.items():
        for symbol, factor, aliases in rows:
            unit = Unit(symbol, dimension, Fraction(factor))
            sizes[dimension, unit.factor] = unit
            for name in (symbol, *filter(None, aliases.split("|"))):
                if names.setdefault(_key(_plain(name)), unit) is not unit:
                    raise AssertionError(f"two units are called {name}")
    return names, sizes


_NAMES, _SIZES = _index()


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """The unit a text names: ``kWh``, ``万千瓦时``, ``kBtu (thousand Btu)``, ``MJ/(m²·a)``, ``㎡``.

    Energy per area is an intensity per year, whether or not the year is written; per month is
    refused. A gloss in brackets must agree with the symbol, and decides where the symbol alone is
    ambiguous. Bare gallons are US gallons, as in Portfolio Manager.

    Raises UnknownUnit (with the nearest names) or AmbiguousUnit.
    """
    plain = _plain(text)
    unit = _NAMES.get(_key(plain)) or _with_gloss(plain) or _intensity(plain) or _named(plain)
    if unit:
        return unit
    suggestions = AMBIGUOUS.get(_key(plain))
    if suggestions:
        raise AmbiguousUnit({"unit": text, "suggestions": ", ".join(suggestions)})
    shown = text[:60]
    raise UnknownUnit({"unit": shown, "suggestions": _nearest(_key(_plain(shown)))})


def _named(plain: str) -> Unit | None:
    """A unit by its name, with or without a number word before it."""
    key = _key(plain)
    if key in _NAMES:
        return _NAMES[key]
    for word, times in MULTIPLES.items():
        unit = _NAMES.get(key.removeprefix(word)) if key.startswith(word) else None
        if unit:
            size = times * unit.factor
            return _SIZES.get((unit.dimension, size)) or Unit(
                f"{word}{unit.symbol}", unit.dimension, size
            )
    return None


def _with_gloss(plain: str) -> Unit | None:
    """``kwh (thousand watt-hours)``, ``kgal (thousand gallons) (us)``: symbol and gloss agree."""
    found = _GLOSS.fullmatch(plain)
    if not found:
        return None
    symbol, gloss, which = found[1], found[2], found[3] or ""
    meant = _named(gloss + which)
    said = _named(symbol + which)
    if said is None and _key(symbol) in AMBIGUOUS:
        return meant
    return said if said == meant else None


def _intensity(plain: str) -> Unit | None:
    above, slash, below = plain.partition("/")
    if not slash:
        return None
    energy = _with_gloss(above) or _named(above)
    area = _area_and_year(re.sub(r"[()]", " ", below))
    if energy is None or area is None or energy.dimension is not Dimension.ENERGY:
        return None
    return Unit(
        f"{energy.symbol}/({area.symbol}·a)", Dimension.INTENSITY, energy.factor / area.factor
    )


def _area_and_year(below: str) -> Unit | None:
    """The area under the stroke, one mark of the year taken off: ``m2·a``, ``a m2``, ``m2a``."""
    words = [word for word in _SEPARATORS.split(below) if word]
    years = [word for word in words if word in _YEAR]
    if len(years) > 1:
        return None
    name = "".join(word for word in words if word not in _YEAR)
    candidates = [name] if years else [name, *(name.removesuffix(mark) for mark in _YEAR)]
    for candidate in candidates:
        unit = _named(candidate)
        if unit and unit.dimension is Dimension.AREA:
            return unit
    return None


@lru_cache(maxsize=4096)
def _nearest(key: str) -> str:
    close = difflib.get_close_matches(key, _NAMES, n=6, cutoff=0.5)
    symbols = dict.fromkeys(_NAMES[name].symbol for name in close)
    return ", ".join(list(symbols)[:3] or ["kWh", "m³", "m²", "kWh/(m²·a)"])
