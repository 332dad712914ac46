"""What facts, stars, gates and articles are called on the pages, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.casework.matters.articles import Article
from greenward.bureau.casework.words import in_language
from greenward.law.language import FactEntry, Text
from greenward.law.sentence import show
from greenward.web import numbers

from .facts import Value
from .law import Law

NOTHING = "—"


def article(number: str, instrument: str = "") -> Article:
    """An article of the city's own law, or of an instrument it relies on, with its page."""
    return _article(number, instrument, get_language() or "")


@lru_cache(maxsize=2048)
def _article(number: str, instrument: str, language: str) -> Article:
    """The same in the language of the page: lists name each of them many times."""
    root = number.partition(".")[0]
    page = (
        reverse("lawbook:article_of", args=[instrument, root])
        if instrument
        else reverse("lawbook:article", args=[root])
    )
    return Article(_("Article %(number)s") % {"number": number}, page)


def stars(number: Value) -> str:
    """A star as it is drawn; a dash where nobody states one."""
    return numbers.stars(None if number is None else int(number))


def star_words(number: Value) -> Text:
    """A star as papers say it: 二星级, 2 stars ★★; 0 is the basic level, a dash what nobody states."""
    if number is None:
        return Text(NOTHING, NOTHING)
    if number == 0:
        return Text("基本级", "basic level (no star)")
    star = int(number)
    return Text(f"{'一二三'[star - 1]}星级", f"{star} star{'s' if star > 1 else ''} {'★' * star}")


def value(entry: FactEntry, known: Value) -> str:
    """The value of a fact with its unit; a dash where it is unknown."""
    if known is None:
        return NOTHING
    if entry.kind == "flag":
        return _("yes") if known else _("no")
    if entry.unit == "★":
        return stars(known)
    return show(int(known), entry, get_language() or "zh", {})


def fact(entry: FactEntry) -> str:
    """What a fact is called."""
    return in_language(entry.label)


def proof(entry: FactEntry) -> str:
    """What shows a fact; "" where nothing does."""
    return in_language(entry.proof) if entry.proof else ""


def changed(
    before: Mapping[str, Value], now: Mapping[str, Value], law: Law, names: Iterable[str]
) -> list[tuple[str, str, str]]:
    """Those of some facts that differ between two moments: what, then, now."""
    told = []
    for name in dict.fromkeys(names):
        then, today = before.get(name), now.get(name)
        if then != today:
            entry = law.entry(name)
            told.append((fact(entry), value(entry, then), value(entry, today)))
    return told
