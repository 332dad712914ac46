"""What a machine reads in a filed tender document or contract: where it speaks of green building, and
which star it names there (Article 14).

A proposal with its places, shown beside the form. Only a person says what a document states: words
may stand crossed out, in a definition, or in a picture that has no words at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from greenward.bureau.casework.contents import isolated
from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.models import Document

PDF = "application/pdf"
AROUND = 60
"""Signs shown before and after a place."""
NEAR = 120
"""Signs between the words green building and a star that belong together."""
MOST = 6
"""Places shown."""

GREEN = re.compile(r"绿色建筑|绿建|green[ -]building", re.IGNORECASE)
_NUMERALS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "1": 1, "2": 2, "3": 3,
    "one": 1, "two": 2, "three": 3, "i": 1, "ii": 2, "iii": 3,
}  # fmt: skip
STAR = re.compile(
    r"(?P<number>[一二两三123])\s*星(?:级)?"
    r"|(?P<marks>[★⭐]{1,3})"
    r"|\b(?P<word>one|two|three|[123])[ -]stars?\b"
    r"|\bstar (?:level|rating) (?:of )?(?P<after>[123])\b",
    re.IGNORECASE,
)
BASIC = re.compile(r"基本级|basic level", re.IGNORECASE)
_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True)
class Place:
    """A place of a document: its page from 1, the words around it, the star it names (or None)."""

    page: int
    words: str
    star: int | None


@dataclass(frozen=True)
class Proposal:
    """What was read. `readable`: whether the file has words at all; a scanned one has none."""

    readable: bool
    places: tuple[Place, ...] = ()

    @property
    def stars(self) -> tuple[int, ...]:
        """The stars that are named, each once, lowest first."""
        return tuple(sorted({place.star for place in self.places if place.star is not None}))

    @property
    def star(self) -> int | None:
        """The star proposed: the only one named. Of several none is proposed."""
        return self.stars[0] if len(self.stars) == 1 else None

    @property
    def stated(self) -> bool | None:
        """Whether a clause is proposed to be there; None where the reader cannot tell."""
        if not self.readable:
            return None
        return bool(self.stars) if self.places else False


UNREADABLE = Proposal(readable=False)


def read_document(document: Document) -> Proposal:
    """Read a filed document. Only a PDF is read; a damaged or a scanned one is unreadable."""
    if document.media_type != PDF:
        return UNREADABLE
    try:
        pages = isolated.ask("words", path_of(document))["pages"]
    except isolated.Failed:
        return UNREADABLE
    return propose(pages)


def propose(pages: Sequence[str]) -> Proposal:
    """What pages of words say of a star for green building."""
    tidy = [_tidy(page) for page in pages]
    if not any(tidy):
        return UNREADABLE
    places = [place for number, page in enumerate(tidy, 1) for place in _places(number, page)]
    telling = sorted(places, key=lambda place: place.star is None)
    return Proposal(True, tuple(telling[:MOST]))


def _tidy(page: str) -> str:
    """One line, in ordinary signs: files write the same sign in several ways and break lines."""
    text = " ".join(unicodedata.normalize("NFKC", page).split())
    return _BETWEEN_HAN.sub("", text)


def _places(number: int, page: str) -> list[Place]:
    """Each mention of green building with the first star after it, or just before it."""
    found, end = [], -1
    for mention in GREEN.finditer(page):
        if mention.start() < end:
            continue
        star, end = _star_near(page, mention.start(), mention.end())
        first, last = max(0, mention.start() - AROUND), max(end, mention.end() + AROUND)
        found.append(Place(number, page[first:last].strip(), star))
    return found


def _star_near(page: str, start: int, end: int) -> tuple[int | None, int]:
    after = STAR.search(page, end, end + NEAR)
    if after:
        return _value(after), after.end()
    if basic := BASIC.search(page, end, end + NEAR):
        return 0, basic.end()
    before = list(STAR.finditer(page, max(0, start - NEAR // 4), start))
    return (_value(before[-1]) if before else None), end


def _value(match: re.Match[str]) -> int:
    if marks := match["marks"]:
        return len(marks)
    return _NUMERALS[(match["number"] or match["word"] or match["after"]).lower()]
