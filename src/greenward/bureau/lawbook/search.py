"""The search of the law browser: every word must be found in an article, in either language.

Chinese is searched as it is written, without word breaks; a Latin word is found where a word
begins. What is found ranks by where it stands: the number of the article, its title, the law in
our own words, who is bound and who is competent, the facts asked, the official text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from greenward.law.language import Duty, Gate, Permission, Rule, Text, facts_of, named

from .book import Book, Key, Section, root

AROUND = 36
"""Characters shown on either side of a word that was found."""
MOST = 3
"""Kinds of places shown for one article."""
DIGITS = "零一二三四五六七八九"


class Where(IntEnum):
    """Where a word was found, the weightiest first."""

    NUMBER = 6
    TITLE = 5
    WORDS = 4
    PARTY = 3
    FACT = 2
    OFFICIAL = 1


NAMES = {
    Where.NUMBER: gettext_lazy("number"),
    Where.TITLE: gettext_lazy("title"),
    Where.WORDS: gettext_lazy("in our own words"),
    Where.PARTY: gettext_lazy("who is bound or competent"),
    Where.FACT: gettext_lazy("facts asked"),
    Where.OFFICIAL: gettext_lazy("official text"),
}


class Folded:
    """A text as it is compared, with the way back to the characters it was written with."""

    __slots__ = ("text", "places", "written")

    def __init__(self, written: str) -> None:
        pairs = [(f, i) for i, char in enumerate(written) for f in fold(char)]
        self.written = written
        self.text = "".join(char for char, _ in pairs)
        self.places = [place for _, place in pairs]

    def find(self, term: str) -> Iterator[tuple[int, int]]:
        """Where a term stands, as places of the written text."""
        for found in _pattern(term).finditer(self.text):
            yield self.places[found.start()], self.places[found.end() - 1] + 1

    def has(self, term: str) -> bool:
        return _pattern(term).search(self.text) is not None


@dataclass(frozen=True)
class Field:
    """One piece of text of an article, in one language."""

    where: Where
    lang: str
    text: Folded


@dataclass(frozen=True)
class Snippet:
    """What was found: where, in which language, and the words around it."""

    where: str
    lang: str
    html: SafeString


@dataclass(frozen=True)
class Hit:
    """An article that has every word asked for."""

    section: Section
    score: int
    title: SafeString | None
    snippets: tuple[Snippet, ...]


def fold(text: str) -> str:
    """Text as it is compared: full width as half width, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def terms_of(query: str) -> list[str]:
    """The words of a query, each once."""
    return list(dict.fromkeys(re.findall(r"[^\s,，、;；。]+", fold(query))))


def find(
    query: str, book: Book, lang: str, official: Mapping[Key, list[str]] | None = None
) -> list[Hit]:
    """The articles that have every word, best first, and in the order of the text among equals.

    `official` holds the loaded official text of each article, by its key.
    """
    number, terms = _number_in(terms_of(query))
    if not number and not terms:
        return []
    hits = []
    for section in book.sections:
        fields = _index(book)[section.key] + _official(official, section.key)
        if (hit := _hit(section, fields, number, terms, lang)) is not None:
            hits.append(hit)
    return sorted(hits, key=lambda hit: -hit.score)


def facts_found(query: str, book: Book) -> list[str]:
    """The facts whose label has every word asked for."""
    terms = terms_of(query)
    return [
        entry.name
        for entry in book.edition.vocabulary
        if terms
        and any(
            all(Folded(t).has(term) for term in terms) for t in (entry.label.zh, entry.label.en)
        )
    ]


# --- matching -------------------------------------------------------------------------------


def _hit(
    section: Section, fields: list[Field], number: str, terms: list[str], lang: str
) -> Hit | None:
    score = 0
    if number:
        if root(number) != section.number:
            return None
        score += Where.NUMBER
    best: dict[Where, Field] = {}
    for term in terms:
        found = [field for field in fields if field.text.has(term)]
        if not found:
            return None
        score += max(field.where for field in found)
        for field in sorted(found, key=lambda field: not lang.startswith(field.lang)):
            best.setdefault(field.where, field)
    titles = [f for f in fields if f.where is Where.TITLE and lang.startswith(f.lang)]
    shown = sorted((w for w in best if w < Where.TITLE), reverse=True)[:MOST]
    return Hit(
        section,
        score,
        marked(titles[0].text, terms) if titles else None,
        tuple(
            Snippet(str(NAMES[where]), best[where].lang, _around(best[where].text, terms))
            for where in shown
        ),
    )


def _pattern(term: str) -> re.Pattern[str]:
    return _compiled(term)


@lru_cache(maxsize=512)
def _compiled(term: str) -> re.Pattern[str]:
    latin = term[0].isascii() and term[0].isalnum()
    return re.compile((r"(?<![a-z0-9])" if latin else "") + re.escape(term))


def _number_in(terms: list[str]) -> tuple[str, list[str]]:
    """The article number a query names (32, 32.2, 第32条, 第三十二条, article 32), and the rest."""
    for i, term in enumerate(terms):
        found = re.fullmatch(r"第?(\d+(?:\.\d+)*)条?", term) or re.fullmatch(
            rf"第([{DIGITS}十]+)条", term
        )
        if found:
            before = i and terms[i - 1] in ("article", "art.", "art")
            rest = terms[: i - 1 if before else i] + terms[i + 1 :]
            return _arabic(found[1]), rest
    return "", terms


def _arabic(number: str) -> str:
    """三十二 -> 32; what is written in figures stays."""
    if number[0].isdigit() and number.isascii():
        return number
    tens, ten, ones = number.rpartition("十")
    value = (DIGITS.index(tens) if tens else 1) * 10 if ten else 0
    return str(value + (DIGITS.index(ones) if ones else 0))


def marked(
    text: Folded, terms: Iterable[str], start: int = 0, end: int | None = None
) -> SafeString:
    """A stretch of a text with the words that were found marked."""
    stop = len(text.written) if end is None else end
    spans = sorted(span for term in terms for span in text.find(term))
    parts: list[tuple[str, str]] = []
    here = start
    for low, high in spans:
        if low < here or high > stop:
            continue
        parts.append((text.written[here:low], text.written[low:high]))
        here = high
    body = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}", body, text.written[here:stop])


def _around(text: Folded, terms: list[str]) -> SafeString:
    """The first word found with what stands around it; no Latin word is cut in two."""
    low, high = min((span for term in terms for span in text.find(term)), default=(0, 0))
    written = text.written
    start, end = max(low - AROUND, 0), min(high + 2 * AROUND, len(written))
    while 0 < start < low and _inside_a_word(written, start):
        start += 1
    while high < end < len(written) and _inside_a_word(written, end):
        end -= 1
    left, right = "…" if start else "", "…" if end < len(written) else ""
    return format_html("{}{}{}", left, marked(text, terms, start, end), right)


def _inside_a_word(written: str, place: int) -> bool:
    return all(char.isascii() and char.isalnum() for char in written[place - 1 : place + 1])


# --- what is searched -----------------------------------------------------------------------


@lru_cache(maxsize=16)
def _index(book: Book) -> dict[Key, list[Field]]:
    """Every text of an edition by article, folded once."""
    return {section.key: list(_fields(section, book)) for section in book.sections}


def _fields(section: Section, book: Book) -> Iterator[Field]:
    chapter = book.chapter_title(section)
    texts: list[tuple[Where, Text]] = []
    if section.article:
        texts += [(Where.TITLE, section.article.title), (Where.WORDS, section.article.text)]
    texts += [(Where.WORDS, chapter)] if chapter else []
    for rule in section.rules:
        texts += _texts(rule)
        texts += [(Where.FACT, book.edition.entry(name).label) for name in facts_of(rule)]
    texts += [(Where.WORDS, ground.text) for _, ground in section.grounds]
    for where, text in dict.fromkeys(texts):
        yield Field(where, "zh", Folded(text.zh))
        yield Field(where, "en", Folded(text.en))


def _texts(rule: Rule) -> list[tuple[Where, Text]]:
    parties = [named(authority) for authority in rule.authorities]
    match rule:
        case Duty():
            words = [rule.text, *([rule.remedy] if rule.remedy else [])]
            parties += [named(bearer) for bearer in rule.bearers]
        case Gate():
            words = [rule.title, *(ground.text for ground in rule.grounds)]
            parties += [named(bearer) for bearer in rule.applicants]
        case Permission():
            words = [rule.text]
            parties += [named(bearer) for bearer in rule.beneficiaries]
    return [(Where.WORDS, w) for w in words] + [(Where.PARTY, p) for p in parties]


def _official(official: Mapping[Key, list[str]] | None, key: Key) -> list[Field]:
    return [_official_field(words) for words in (official or {}).get(key, ())]


@lru_cache(maxsize=512)
def _official_field(words: str) -> Field:
    chinese = any("\u4e00" <= char <= "\u9fff" for char in words[:40])
    return Field(Where.OFFICIAL, "zh" if chinese else "en", Folded(words))
