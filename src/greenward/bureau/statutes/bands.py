"""The legal bands of an edition's fines (Articles 48 to 58), as an official reads and writes them.

A fine's `low` and `high` are whole: fen, or shares of a base in basis points, or fen for each unit
of it. People write yuan and per cent; the conversion is exact or refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.law.language import Duty, Edition, Fine

Measure = Literal["yuan", "percent", "yuan_per_unit"]
HUNDREDTHS = 100
"""Fen in a yuan and basis points in a per cent."""


@dataclass(frozen=True)
class FineBand:
    """What the law allows for one fine. `base` says what it is a share of; empty for an amount."""

    instrument: str
    fine: Fine
    measure: Measure
    base: str
    duties: tuple[str, ...]
    scale: int = 1
    """Whole units of the base's fact in one of its units (0.01 m² has 100)."""
    per_unit: str = ""
    title: str = ""
    """What its article is about, where the edition says it."""

    @property
    def article(self) -> str:
        return self.fine.article

    @property
    def key(self) -> tuple[str, str]:
        return self.instrument, self.article

    @property
    def is_exact(self) -> bool:
        """Whether the law leaves nothing to choose, so that there is nothing to table."""
        return self.fine.low == self.fine.high

    @property
    def said(self) -> str:
        """The band in words: ``¥100,000 – ¥300,000``, ``2% – 4% of the project investment``."""
        low, high = self.amount(self.fine.low), self.amount(self.fine.high)
        span = low if self.is_exact else f"{low} – {high}"
        if self.measure == "yuan":
            return span
        if self.measure == "percent":
            return _("%(span)s of %(base)s") % {"span": span, "base": self.base}
        return _("%(span)s for each %(unit)s: %(base)s") % {
            "span": span,
            "unit": self.per_unit,
            "base": self.base,
        }

    def amount(self, value: int) -> str:
        """One end of a band or tier in its measure."""
        number = plain(value * self.scale)
        return f"{number}%" if self.measure == "percent" else f"¥{number}"

    def entered(self, number: Decimal) -> int | None:
        """The whole value of a number in the measure people write; None where it has none."""
        value = number * HUNDREDTHS / self.scale
        return int(value) if value == int(value) else None

    def written(self, value: int) -> str:
        """One end as it stands in the field of a form."""
        return plain(value * self.scale).replace(",", "")

    @property
    def unit(self) -> str:
        """What amounts are entered in."""
        return _("per cent") if self.measure == "percent" else _("yuan")


def plain(value: int) -> str:
    """A whole number of hundredths as people write it: 12_50 -> 12.5, 100_000_00 -> 100,000."""
    text = f"{Decimal(value) / HUNDREDTHS:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bands(edition: Edition) -> list[FineBand]:
    """Every fine of an edition once, in the order of instruments and articles."""
    codes = [one.code for one in edition.instruments] or [""]
    found: dict[tuple[str, str], FineBand] = {}
    for duty in edition.duties:
        for fine, persons in _fines(duty):
            band = _band(edition, duty, fine, persons, duty.instrument or codes[0])
            there = found.get(band.key, band)
            found[band.key] = replace(there, duties=tuple(dict.fromkeys((*there.duties, duty.id))))
    return sorted(found.values(), key=lambda b: (_at(codes, b.instrument), _numbers(b.article)))


def _band(edition: Edition, duty: Duty, fine: Fine, persons: bool, instrument: str) -> FineBand:
    title = _title(edition, instrument, fine.article)
    plain_fine = FineBand(instrument, fine, "yuan", "", (duty.id,), title=title)
    if fine.base is None:
        return plain_fine
    if persons:
        base = _("the fine imposed on the entity")
        return replace(plain_fine, measure="percent", base=base)
    entry = edition.entry(fine.base)
    base = entry.label.in_(get_language() or "zh-hans")
    if fine.per == 1:
        return replace(
            plain_fine, measure="yuan_per_unit", base=base, scale=entry.scale, per_unit=entry.unit
        )
    return replace(plain_fine, measure="percent", base=base)


def _fines(duty: Duty) -> list[tuple[Fine, bool]]:
    """The fine of a duty, and the fine of the persons responsible beside it."""
    if duty.breach is None:
        return []
    persons = duty.breach.persons
    return [(duty.breach, False), *([(persons, True)] if persons else [])]


def _title(edition: Edition, instrument: str, article: str) -> str:
    main, number = edition.instruments[0].code if edition.instruments else "", article.split(".")[0]
    found = (a.title for a in edition.articles if (a.instrument or main, a.number) == (instrument, number))  # fmt: skip
    title = next(found, None)
    return title.in_(get_language() or "zh-hans") if title else ""


def _at(codes: list[str], instrument: str) -> int:
    return codes.index(instrument) if instrument in codes else len(codes)


def _numbers(article: str) -> list[tuple[int, str]]:
    """48.2 before 48.10 before 49, and letters last."""
    parts = article.split(".")
    return [(int(part), "") if part.isdecimal() else (10**6, part) for part in parts]
