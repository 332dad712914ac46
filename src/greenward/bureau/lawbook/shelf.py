"""Which edition a page reads: the city's one in force, or an older one named in the address.

The edition in force is the one published last for the city of the person who reads. Links between
the pages of an older edition keep it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.assessment.selectors.scope import Scope, scope_of
from greenward.bureau.standards.models import PublishedEdition
from greenward.law.language import Gate, Rule

from .book import Book, Section, book_of, root
from .places import fine_place, place
from .words import say

SHORT = 12
"""Characters of a hash that are shown and stand in an address."""


class NoLaw(Exception):
    """No edition of the city's law is published yet."""


@dataclass(frozen=True)
class Shelf:
    """The editions of the city, newest first, and the one that is read."""

    scope: Scope
    editions: tuple[PublishedEdition, ...]
    shown: PublishedEdition

    @cached_property
    def book(self) -> Book:
        return book_of(self.shown.hash)

    @property
    def in_force(self) -> bool:
        """Whether the edition that is read is the one published last."""
        return self.shown.hash == self.editions[0].hash

    @property
    def older(self) -> str:
        """The edition as it stands in an address; empty for the one in force."""
        return "" if self.in_force else self.shown.hash[:SHORT]

    def section(self, number: str, instrument: str = "") -> Section:
        """An article of the edition, or Http404."""
        found = self.book.by_key.get((instrument or self.book.main, number))
        if found is None:
            raise Http404(_("This edition has no such article."))
        return found

    def home(self, rule: Rule) -> Section:
        """The article a rule stands in."""
        return self.book.by_key[rule.instrument or self.book.main, root(rule.article)]

    def place(self, article: str, instrument: str = "") -> str:
        """Where a rule stands in words, with its text's title where that is not the city's own."""
        return self._of(instrument, place(article))

    def fine_place(self, article: str, instrument: str = "") -> str:
        """Where a fine stands, said likewise."""
        code = instrument or self.book.main
        return self._of(instrument, fine_place(article, self.book.edition.pack, code))

    def _of(self, instrument: str, where: str) -> str:
        code = instrument or self.book.main
        if code == self.book.main:
            return where
        titles = {each.code: say(each.title) for each in self.book.instruments}
        return f"{titles.get(code, code)} {where}"

    # --- addresses --------------------------------------------------------------------------

    def url(self, name: str, *args: str) -> str:
        """An address of this room that keeps the edition."""
        path = reverse(f"lawbook:{name}", args=args)
        return f"{path}?{urlencode({'edition': self.older})}" if self.older else path

    def section_url(self, section: Section) -> str:
        if section.instrument.code == self.book.main:
            return self.url("article", section.number)
        return self.url("article_of", section.instrument.code, section.number)

    def article_url(self, article: str, instrument: str = "") -> str:
        """The page of an article, paragraph or item; empty when the edition does not have it."""
        section = self.book.by_key.get((instrument or self.book.main, root(article)))
        return self.section_url(section) if section else ""

    def rule_url(self, rule: Rule) -> str:
        """The place of a rule on the page of its article; a gate's is on the page of gates."""
        if isinstance(rule, Gate):
            return f"{self.url('gates')}#gate-{rule.id}"
        return f"{self.section_url(self.home(rule))}#rule-{rule.id}"

    def fact_url(self, name: str) -> str:
        return self.url("fact", name)

    def what_if_url(self, rule: Rule) -> str:
        """The page that tries other numbers of a rule."""
        page = self.url("what_if")
        return f"{page}{'&' if '?' in page else '?'}{urlencode({'rule': rule.id})}"


def shelf_of(request: HttpRequest) -> Shelf:
    """The law a request reads. Raises NoLaw, and Http404 for an edition that is not on file."""
    return shelf_for(request.actor, request.GET)


def shelf_for(actor: Actor, asked: QueryDict) -> Shelf:
    """The law that an address asks for, as `shelf_of` finds it."""
    given = asked.get("year", "")
    year = int(given) if given.isdecimal() and len(given) == 4 else None
    scope = scope_of(actor, year)
    pack = scope.city.pack if scope.city else ""
    rows = PublishedEdition.objects.filter(pack=pack).order_by("-published_at")
    editions = tuple(rows.defer("body"))
    if not editions:
        raise NoLaw
    named = asked.get("edition", "")
    if not named:
        return Shelf(scope, editions, editions[0])
    found = [each for each in editions if len(named) >= SHORT and each.hash.startswith(named)]
    if not found:
        raise Http404(_("No edition of this city's law has this number."))
    return Shelf(scope, editions, found[0])


def title_of(section: Section, lang: str) -> str:
    """An article's title; where the edition gives none, its number stands alone."""
    return section.article.title.in_(lang) if section.article else ""
