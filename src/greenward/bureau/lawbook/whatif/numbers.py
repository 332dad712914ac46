"""The numbers of the law as the page offers them: each a sentence with the number to fill in.

A percentage that a rule asks of several years (Article 32: this year's and the year before) is one
number; a class threshold that stands in many rules is moved in all of them, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.law.amend import PERCENT, Lever, as_written, is_day

from ..book import Book
from ..words import UNITS, capital, say

PREFIX = "n."


@dataclass(frozen=True)
class Number:
    """One number: the levers it moves together, the first of which names it."""

    levers: tuple[Lever, ...]

    @property
    def lever(self) -> Lever:
        return self.levers[0]

    @property
    def name(self) -> str:
        """How it stands in an address."""
        return f"{PREFIX}{self.lever.id}"

    @property
    def rules(self) -> tuple[str, ...]:
        return self.lever.rules

    @property
    def value(self) -> int:
        return self.lever.value

    @property
    def day(self) -> bool:
        return is_day(self.lever)

    def written(self, value: int) -> str:
        """A value as it is written into the field: ``20,000``, a day as ``2022-07-01``."""
        said = as_written(self.lever, value)
        return said if isinstance(said, str) else plain(said)

    def stands(self, text: str) -> bool:
        """Whether a text writes the value in force."""
        return text.replace(",", "").strip() == self.written(self.value).replace(",", "")

    @property
    def sentence(self) -> tuple[str, str]:
        """The words before the number and those after it."""
        lever = self.lever
        if lever.kind in ("fine_low", "fine_high"):
            head = _("Fine, at least") if lever.kind == "fine_low" else _("Fine, at most")
            return head, unit(lever)
        said = as_written(lever, lever.value)
        shown = said if isinstance(said, str) else plain(said)
        label = capital(say(lever.label))
        found = list(re.finditer(rf"(?<![\d.,]){re.escape(shown)}(?![\d]|[.,]\d)", label))
        if len(found) != 1:
            return f"{label}: ", unit(lever)
        return label[: found[0].start()], label[found[0].end() :]

    @property
    def label(self) -> str:
        """The sentence without the number, for messages."""
        before, after = self.sentence
        return f"{before.strip()} … {after.strip()}".strip()

    @property
    def together(self) -> list[str]:
        """What else the same number decides."""
        return [capital(say(each.label)) for each in self.levers[1:]]

    @property
    def hint(self) -> str:
        """A share above the whole, as people say it: 150 % of a limit is 50 % above it."""
        if self.lever.kind != "percent" or self.value <= PERCENT:
            return ""
        words = {"whole": plain(Decimal(self.value) / 100)}
        words["over"] = plain(Decimal(self.value - PERCENT) / 100)
        return _("%(whole)s%% of the value is %(over)s%% above it.") % words

    def elsewhere(self, rule: str) -> str:
        """That the number is moved in other rules too."""
        others = [each for each in self.rules if each != rule]
        if not others:
            return ""
        shown = ", ".join(others[:8]) + (" …" if len(others) > 8 else "")
        return ngettext(
            "Stands in %(n)s other rule too and moves there: %(rules)s.",
            "Stands in %(n)s other rules too and moves there: %(rules)s.",
            len(others),
        ) % {"n": len(others), "rules": shown}


def numbers(book: Book) -> dict[str, Number]:
    """Every number of an edition by its name in an address."""
    levers = {lever.id: lever for each in book.levers.values() for lever in each}
    groups: dict[object, list[Lever]] = {}
    for lever in levers.values():
        alike = (lever.rules, lever.value) if lever.kind == "percent" else lever.id
        groups.setdefault(alike, []).append(lever)
    found = (Number(tuple(group)) for group in groups.values())
    return {number.name: number for number in found}


def of_rule(all_numbers: Mapping[str, Number], rule: str) -> list[Number]:
    return [number for number in all_numbers.values() if rule in number.rules]


def changes(values: Iterable[tuple[Number, int]]) -> dict[str, int]:
    """Lever -> new whole units, of the numbers that are not what they were."""
    return {
        lever.id: value
        for number, value in values
        if value != number.value
        for lever in number.levers
    }


def unit(lever: Lever) -> str:
    """The unit a number is written in."""
    if lever.kind == "percent":
        return "%"
    if lever.kind == "threshold":
        assert lever.entry is not None
        if lever.entry.unit in ("fen", "day"):
            return _("yuan") if lever.entry.unit == "fen" else ""
        return UNITS.get(lever.entry.unit, lever.entry.unit)
    if lever.entry is None:
        return _("yuan")
    if lever.entry.unit == "fen":
        return _("%% of: %(base)s") % {"base": say(lever.entry.label)}
    return _("yuan per %(unit)s") % {"unit": lever.entry.unit}


def plain(value: Decimal) -> str:
    """``20000.00`` -> ``20,000``."""
    return f"{value.normalize():,f}"
