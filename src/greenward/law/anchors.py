"""Where our reading of a law was made: the hash of the official words at every place of a text.

A pack keeps them in ``anchors.toml``, hashes only, no words; `greenward.law.pack.build` gives each
rule the one it was read from. When an authority loads a text, `compare` says of every rule, and of
every fine of Articles 48 to 58, whether the words there are still the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Literal

from .language import Anchor, Edition, Fine, LawError
from .pack import Anchors, place_of
from .texts import OfficialText, TextRefused, hashes

FILE = "anchors.toml"


class Match(StrEnum):
    """How the words a rule was read from stand to the words loaded now."""

    SAME = "same"
    DIFFERS = "differs"
    ABSENT = "absent"
    """The loaded text has no such place."""
    UNREAD = "unread"
    """The rule keeps no hash, so nothing can be said."""


@dataclass(frozen=True)
class Reading:
    """One thing that was read from a place in a text. `id` is the rule's, for a ground
    ``gate/ground``, for a fine its article's number."""

    kind: Literal["duty", "gate", "ground", "permission", "fine"]
    id: str
    article: str
    instrument: str
    place: str
    sha256: str | None


def read_anchors(package: str) -> dict[str, dict[str, str]]:
    """The anchors a pack ships: instrument -> place -> hash; empty where it ships none.

    `package` is the pack's dotted name. LawError on a file of another form.
    """
    file = files(package) / FILE
    if not file.is_file():
        return {}
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    for instrument, places in read.items():
        if not isinstance(places, dict) or not all(isinstance(h, str) for h in places.values()):
            raise LawError(f"{FILE} of {package}: [{instrument}] is not a table of place = hash")
    return read


def anchors_toml(instrument: str, text: OfficialText) -> str:
    """The TOML of a text's anchors: hashes of the words of every article, paragraph and item.

    TextRefused for a text without articles: no rule could point into it.
    """
    if not text.articles:
        raise TextRefused(
            "文件里没有找到条文：每条须以“第三十二条”加空格起行。",
            "No article was found in the file: each must begin a line, as Article 32 and a space.",
        )
    found = hashes((passage.place, passage.words) for passage in text.passages)
    lines = [f'{place} = "{sha256}"' for place, sha256 in found.items()]
    return "\n".join([f"[{instrument}]", *lines, ""])


def fine_places(article: str) -> tuple[str, ...]:
    """Where a fine may stand, the likelier first: 57.1 is an item of the article's first
    paragraph, or else its first paragraph."""
    numbers = article.split(".")
    if len(numbers) == 2:
        return place_of(f"{numbers[0]}.1.{numbers[1]}"), place_of(article)
    return (place_of(article),)


def readings(edition: Edition, anchors: Anchors) -> tuple[Reading, ...]:
    """All that an edition has read from texts.

    Rules bring the anchor they were published with; fines have theirs from `anchors`.
    """
    main = edition.instruments[0].code if edition.instruments else ""
    return (*_rules(edition, main), *_fines(edition, main, anchors))


def _rules(edition: Edition, main: str) -> Iterator[Reading]:
    def reading(kind: Literal["duty", "gate", "ground", "permission"], id: str, article: str,
                instrument: str, anchor: Anchor | None) -> Reading:  # fmt: skip
        place = anchor.place if anchor else place_of(article)
        return Reading(
            kind, id, article, instrument or main, place, anchor.sha256 if anchor else None
        )

    for duty in edition.duties:
        yield reading("duty", duty.id, duty.article, duty.instrument, duty.read_from)
    for gate in edition.gates:
        yield reading("gate", gate.id, gate.article, gate.instrument, gate.read_from)
        for ground in gate.grounds:
            id = f"{gate.id}/{ground.id}"
            yield reading("ground", id, ground.article, ground.instrument, ground.read_from)
    for permission in edition.permissions:
        yield reading("permission", permission.id, permission.article, permission.instrument,
                      permission.read_from)  # fmt: skip


def _fines(edition: Edition, main: str, anchors: Anchors) -> Iterator[Reading]:
    articles = {
        (duty.instrument or main, fine.article): None
        for duty in edition.duties
        for fine in _each(duty.breach)
    }
    for instrument, article in articles:
        known = anchors.get(instrument, {})
        places = fine_places(article)
        place = next((one for one in places if one in known), places[0])
        yield Reading("fine", article, article, instrument, place, known.get(place))


def _each(fine: Fine | None) -> Iterator[Fine]:
    if fine:
        yield fine
        yield from _each(fine.persons)


def compare(
    found: Iterable[Reading], texts: Mapping[str, Mapping[str, str]]
) -> list[tuple[Reading, Match]]:
    """Each reading of an instrument that has a text (instrument -> place -> hash), with its match."""
    known = (one for one in found if one.instrument in texts)
    return [(one, _match(one, texts[one.instrument])) for one in known]


def _match(one: Reading, text: Mapping[str, str]) -> Match:
    if one.sha256 is None:
        return Match.UNREAD
    if one.place not in text:
        return Match.ABSENT
    return Match.SAME if text[one.place] == one.sha256 else Match.DIFFERS
