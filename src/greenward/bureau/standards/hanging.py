"""Which duties hang on a row of a standard, in the law of the cities on file.

Serves every article that asks for a value of a standard (17, 25, 32 to 35). The law of a city is
the edition published last, or, before the first one is published, what its pack states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from greenward.bureau.accounts.models import Area
from greenward.law.language import Duty
from greenward.law.standards.rows import Selector
from greenward.law.standards.uses import Hanging

from . import editions
from .errors import StandardsError
from .models import PublishedEdition

EVERYTHING = ("energy.constraint", "energy.guiding")
"""What a gap without a quantity leaves open: only tables of energy limits are read with their gaps."""


@dataclass(frozen=True)
class Hung:
    """A duty that hangs on a row: its article, what it asks, where the law is read."""

    id: str
    article: str
    text: str
    url: str


@dataclass(frozen=True)
class Place:
    """An article that hangs on a row, and how many of its duties do."""

    article: str
    url: str
    duties: int


class Laws:
    """The law of every city on file, read once (two queries, and one for an edition not yet read)."""

    def __init__(self) -> None:
        cities = Area.objects.filter(parent=None).exclude(pack="").order_by("path")
        packs = dict.fromkeys(cities.values_list("pack", flat=True))
        last = PublishedEdition.objects.filter(pack__in=packs).order_by("pack", "-published_at")
        hashes = dict(last.distinct("pack").values_list("pack", "hash"))
        self.laws = [law for pack in packs if (law := _law(pack, hashes.get(pack, "")))]
        self.lang = get_language() or "zh-hans"

    def on(self, quantity: str, selector: Selector) -> tuple[Hung, ...]:
        """The duties that hang on rows of a quantity, each once."""
        names = (quantity,) if quantity else EVERYTHING
        duties = [duty for law in self.laws for name in names for duty in law.on(name, selector)]
        return tuple({duty.id: self._hung(duty) for duty in duties}.values())

    def _hung(self, duty: Duty) -> Hung:
        number = duty.article.partition(".")[0]
        return Hung(duty.id, number, duty.text.in_(self.lang), _url(number, duty))


def places(duties: Iterable[Hung]) -> tuple[Place, ...]:
    """The articles of some duties, each once, with the number of its duties."""
    found: dict[tuple[str, str], int] = {}
    for duty in duties:
        key = (duty.article, duty.url)
        found[key] = found.get(key, 0) + 1
    return tuple(Place(article, url, number) for (article, url), number in found.items())


def together(several: Iterable[tuple[Hung, ...]]) -> tuple[Hung, ...]:
    """The duties of several rows, each once, in the order of their articles."""
    every: Mapping[str, Hung] = {duty.id: duty for duties in several for duty in duties}
    return tuple(sorted(every.values(), key=lambda duty: _order(duty.id)))


def _order(id: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in id.split(".")]


def _url(number: str, duty: Duty) -> str:
    """Where the law browser reads the article; empty where no browser is installed."""
    try:
        if duty.instrument:
            return reverse("lawbook:article_of", args=[duty.instrument, number])
        return reverse("lawbook:article", args=[number])
    except NoReverseMatch:
        return ""


def _law(pack: str, hash: str) -> Hanging | None:
    return _published(hash) if hash else _installed(pack)


@lru_cache(maxsize=16)
def _published(hash: str) -> Hanging:
    return Hanging(editions.edition(hash))


@lru_cache(maxsize=16)
def _installed(pack: str) -> Hanging | None:
    try:
        return Hanging(editions.pack_named(pack))
    except StandardsError:
        return None
