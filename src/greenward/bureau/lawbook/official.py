"""The official text beside our reading, where the authority has loaded it.

The text is shown in the language of the page, else in Chinese, which governs. Whether our reading
was made from the same words is asked of the Chinese text alone, place by place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from greenward.bureau.statutes.models import ImplementingPolicy, OfficialText, Passage
from greenward.bureau.statutes.selectors import policies_in_force, texts_in_force
from greenward.law.language import Gate, Rule
from greenward.law.pack import place_of
from greenward.law.texts import hashes, within

from .book import Key, Section
from .places import anchors, place
from .shelf import Shelf
from .words import lang

GOVERNING = OfficialText.Language.ZH.value
TAGS = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or item of an article."""

    label: str
    words: str
    item: bool


@dataclass(frozen=True)
class Official:
    """The loaded text of one article; `differs` names the places whose words our reading was not
    made from. `governs` is the Chinese text where another language is shown."""

    paragraphs: tuple[Paragraph, ...] = ()
    lang: str = ""
    text: int = 0
    differs: tuple[str, ...] = ()
    governs: tuple[Paragraph, ...] = ()


def article(shelf: Shelf, section: Section) -> Official:
    """The loaded text of an article, in one query; without paragraphs where none is loaded."""
    own = place_of(section.number)
    rows = Passage.objects.filter(
        place__startswith=own, text__in=texts_in_force().filter(instrument=section.instrument.code)
    ).select_related("text")
    found: dict[str, list[Passage]] = {}
    for row in rows:
        if within(row.place, own):
            found.setdefault(row.text.language, []).append(row)
    shown = lang()[:2] if lang()[:2] in found else GOVERNING
    passages = found.get(shown, [])
    if not passages:
        return Official()
    governing = found.get(GOVERNING, [])
    return Official(
        _paragraphs(passages),
        TAGS[shown],
        passages[0].text_id,
        _differing(shelf, section, governing) if governing else (),
        _paragraphs(governing) if shown != GOVERNING else (),
    )


def _paragraphs(passages: Iterable[Passage]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(row.label, row.words, "__item_" in row.place) for row in passages)


def _differing(shelf: Shelf, section: Section, loaded: list[Passage]) -> tuple[str, ...]:
    """The places that were read from other words, or that the loaded text does not have."""
    now = hashes((row.place, row.words) for row in loaded)
    read = _read_from(shelf, section)
    return tuple(place(article) for article, sha256 in read if now.get(place_of(article)) != sha256)


def _read_from(shelf: Shelf, section: Section) -> list[tuple[str, str]]:
    """Article, paragraph or item -> the hash of the words it was read from: as the rules of this
    edition keep it, and for an article without rules as the installed pack does."""
    kept = dict.fromkeys(pair for rule in section.rules for pair in _kept(rule, section.number))
    if not kept:
        known = anchors(shelf.book.edition.pack, section.instrument.code)
        sha256 = known.get(place_of(section.number))
        return [(section.number, sha256)] if sha256 else []
    return list(kept)


def _kept(rule: Rule, number: str) -> list[tuple[str, str]]:
    parts = [rule, *rule.grounds] if isinstance(rule, Gate) else [rule]
    return [
        (part.article, part.read_from.sha256)
        for part in parts
        if part.read_from and part.article.split(".")[0] == number
    ]


# --- search ---------------------------------------------------------------------------------


def searched(shelf: Shelf) -> dict[Key, list[str]]:
    """The loaded official texts of every article, to be searched: one query while none changes."""
    codes = [each.code for each in shelf.book.instruments]
    texts = texts_in_force().filter(instrument__in=codes).values_list("pk", "instrument")
    found: dict[Key, list[str]] = {}
    for pk, instrument in texts:
        for number, words in _articles(pk).items():
            found.setdefault((instrument, number), []).append(words)
    return found


@lru_cache(maxsize=16)
def _articles(text: int) -> Mapping[str, str]:
    """The words of each article of a loaded text, which never changes."""
    words: dict[str, list[str]] = {}
    rows = Passage.objects.filter(text=text, place__startswith="art_").values_list("place", "words")
    for where, said in rows:
        words.setdefault(where.partition("__")[0].removeprefix("art_"), []).append(said)
    return {number: " ".join(parts) for number, parts in words.items()}


# --- policies -------------------------------------------------------------------------------


def policies(shelf: Shelf, section: Section) -> dict[str, ImplementingPolicy]:
    """The policy that wakes each permission of an article today; none is asked where it has none."""
    if not section.permissions:
        return {}
    rows = policies_in_force(timezone.localdate(), shelf.book.edition.pack)
    return {row.permission: row for row in rows}
