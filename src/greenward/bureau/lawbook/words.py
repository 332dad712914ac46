"""How the law is said on a page: where a rule stands, who is bound, what a fine comes to, units.

Everything is said in the language in use; what the law itself says comes from its own two texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from greenward.bureau.assessment.saying import clock as clock
from greenward.bureau.assessment.saying import names as names
from greenward.bureau.assessment.saying import period as period
from greenward.law.language import Bearer, Class, Edition, FactEntry, Fine, Gate, Rule, Text, named
from greenward.law.sentence import money

CLASSES = {
    Class.COMPUTABLE: gettext_lazy("computable"),
    Class.WORKFLOW: gettext_lazy("records and decisions"),
    Class.POLICY: gettext_lazy("policy to track"),
    Class.DECLARATORY: gettext_lazy("declaratory"),
}
"""What an article asks of a system, as its mark."""

CLASS_NOTES = {
    Class.COMPUTABLE: gettext_lazy("Facts decide whether it is met."),
    Class.WORKFLOW: gettext_lazy("Acts are done and recorded; the record is what is checked."),
    Class.POLICY: gettext_lazy(
        "An authority sets targets and means; they are tracked, not judged."
    ),
    Class.DECLARATORY: gettext_lazy("It states a purpose or a principle; nothing is computed."),
}
WHERE = {
    "applies": gettext_lazy("decides whether it binds"),
    "requires": gettext_lazy("decides whether it is met"),
    "fine": gettext_lazy("bears on the fine"),
    "amount": gettext_lazy("sets the amount"),
}
"""What a fact does in a rule."""

UNITS = {"energy_intensity": "kWh/(m²·a)"}
"""Intensities are held in the unit of the limit; examples are written in this one."""


def lang() -> str:
    return get_language() or "zh-hans"


def say(text: Text | None) -> str:
    """A text of the law in the language in use."""
    return text.in_(lang()) if text else ""


def listed(parts: Iterable[Any]) -> str:
    return pgettext("between items", ", ").join(str(part) for part in parts)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def supplier(entry: FactEntry) -> str:
    """Who can prove a fact."""
    return (
        _("the authority") if entry.supplier == "authority" else say(named(Bearer(entry.supplier)))
    )


def title_of(rule: Rule) -> str:
    """A rule in a line: a gate's title, otherwise its own words."""
    return say(rule.title if isinstance(rule, Gate) else rule.text)


# --- money ----------------------------------------------------------------------------------


def band(fine: Fine, edition: Edition) -> str:
    """What a fine comes to: yuan, a share of an amount, or yuan for each unit of a quantity."""
    below = fine.low == 0
    if fine.base is None:
        return _span(money(fine.low), money(fine.high), below)
    entry = edition.entry(fine.base)
    if entry.unit == "fen":
        low, high = (Decimal(share * 100) / fine.per for share in (fine.low, fine.high))
        return _span(f"{_plain(low)}%", f"{_plain(high)}%", below)
    low, high = (Decimal(share * entry.scale) / fine.per for share in (fine.low, fine.high))
    amount = _span(money(int(low)), money(int(high)), below)
    return _("%(amount)s per %(unit)s") % {"amount": amount, "unit": entry.unit}


def base(fine: Fine, edition: Edition) -> str:
    """What a share is counted from; empty for a fixed band."""
    return say(edition.entry(fine.base).label) if fine.base else ""


def fine_line(fine: Fine, edition: Edition) -> str:
    """Band and base in one line."""
    of = base(fine, edition)
    amount = band(fine, edition)
    return _("%(amount)s of: %(base)s") % {"amount": amount, "base": of} if of else amount


def fine_range(fines: Iterable[Fine], edition: Edition) -> list[str]:
    """The different fines in short, each once."""
    return list(dict.fromkeys(fine_line(fine, edition) for fine in fines))


def _span(low: str, high: str, open_below: bool) -> str:
    if open_below:
        return _("up to %(high)s") % {"high": high}
    return low if low == high else f"{low}–{high}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


# --- facts ----------------------------------------------------------------------------------


def unit(entry: FactEntry) -> str:
    """The unit of a fact in words."""
    if entry.kind == "flag":
        return _("yes or no")
    known = {
        "energy_intensity": _("the unit of the limit in force, such as kWh/(m²·a)"),
        "fen": _("yuan, kept to the fen"),
        "day": _("a date"),
        "": _("a number"),
    }
    return known.get(entry.unit, entry.unit)
