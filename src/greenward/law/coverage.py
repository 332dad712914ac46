"""Which rules serve each article of a city's law, and which article nothing serves yet.

Every article an edition lists is held against its duties, gates, permissions and fines. An article
whose room is the law itself (its area, its first day) is served by the conditions and the days in
force of every rule, one whose room is the casework by every act and referral; a policy that names
nobody and nothing is served by the register of its room; a purely declaratory one needs no rule.
The city's own instrument must be listed without a gap; of the others only what the city relies on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points

from .language import Article, Class, Duty, Edition, Fine, Gate, LawError, Rule, Text

GROUP = "greenward.city"
"""Entry points of city packs."""
LAW_ITSELF = "law"
"""The room of articles that every rule carries: scope, terms, the days in force."""
CASEWORK = "bureau.casework"
"""The room of articles that every act carries: each department within its remit."""
Place = tuple[str, str]
"""An instrument's code and the number of one of its articles."""


@dataclass(frozen=True)
class Line:
    """One article and the ids of what serves it; `fines` name the duties they punish."""

    article: Article
    duties: tuple[str, ...]
    gates: tuple[str, ...]
    permissions: tuple[str, ...]
    fines: tuple[str, ...]

    @property
    def served(self) -> bool:
        """Whether a rule serves the article, or none is to: it declares, or asks for a register."""
        if self.duties or self.gates or self.permissions or self.fines:
            return True
        main, room = self.article.classes[0], self.article.room
        kept = main is Class.POLICY and bool(room)
        return kept or main is Class.DECLARATORY or room in (LAW_ITSELF, CASEWORK)


@dataclass(frozen=True)
class Coverage:
    """The lines of an edition by article, in the order they are listed, and what is wrong."""

    edition: Edition
    lines: tuple[Line, ...]
    problems: tuple[Text, ...]

    def of(self, instrument: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.article.instrument == instrument)


def packs() -> dict[str, Edition]:
    """The installed city packs by name. Loads all of them."""
    return {point.name: point.load() for point in entry_points(group=GROUP)}


def names() -> list[str]:
    """The names of the installed city packs, without loading any."""
    return sorted(point.name for point in entry_points(group=GROUP))


def pack(name: str) -> Edition:
    """One installed city pack. A LawError names those there are."""
    found = entry_points(group=GROUP, name=name)
    if not found:
        raise LawError(f"there is no city pack {name!r}; installed: {', '.join(names())}")
    loaded: Edition = next(iter(found)).load()
    return loaded


def coverage(edition: Edition) -> Coverage:
    """Hold every article of an edition against its rules."""
    main = edition.instruments[0].code
    lines = tuple(_line(article, edition, main) for article in edition.articles)
    problems = (*_gaps(edition), *_unserved(lines), *_unlisted(edition, main))
    return Coverage(edition, lines, problems)


# --- what cites an article ------------------------------------------------------------------


def _line(article: Article, edition: Edition, main: str) -> Line:
    place = (article.instrument or main, article.number)

    def ids(rules: Iterable[Rule], places: Callable[..., Iterator[Place]]) -> tuple[str, ...]:
        return tuple(rule.id for rule in rules if place in places(rule, main))

    return Line(
        article,
        duties=ids(edition.duties, _own),
        gates=ids(edition.gates, _of_gate),
        permissions=ids(edition.permissions, _own),
        fines=ids(edition.duties, _of_fine),
    )


def _number(article: str) -> str:
    """The article a paragraph or item belongs to: 47 of 47.1.2."""
    return article.split(".")[0]


def _own(rule: Rule, main: str) -> Iterator[Place]:
    yield rule.instrument or main, _number(rule.article)


def _of_gate(gate: Gate, main: str) -> Iterator[Place]:
    yield from _own(gate, main)
    for ground in gate.grounds:
        yield ground.instrument or main, _number(ground.article)


def _of_fine(duty: Duty, main: str) -> Iterator[Place]:
    fine: Fine | None = duty.breach
    while fine is not None:
        yield duty.instrument or main, _number(fine.article)
        fine = fine.persons


def _cited(edition: Edition, main: str) -> Iterator[tuple[str, Place]]:
    """Every rule's id with each place it cites."""
    for duty in edition.duties:
        for place in (*_own(duty, main), *_of_fine(duty, main)):
            yield duty.id, place
    for gate in edition.gates:
        for place in _of_gate(gate, main):
            yield gate.id, place
    for permission in edition.permissions:
        for place in _own(permission, main):
            yield permission.id, place


# --- what is wrong --------------------------------------------------------------------------


def _gaps(edition: Edition) -> Iterator[Text]:
    """Numbers of the city's own instrument that are left out up to the last one listed."""
    main = edition.instruments[0]
    own = [a.number for a in edition.articles if a.instrument in ("", main.code)]
    if not own:
        yield Text(f"《{main.title.zh}》没有列出任何条文", f"{main.title.en}: no article is listed")
    by_letters: dict[str, set[int]] = {}
    for number in own:
        letters, digits = re.fullmatch(r"(\D*)(\d+)", number).groups()  # type: ignore[union-attr]
        by_letters.setdefault(letters, set()).add(int(digits))
    for letters, numbers in by_letters.items():
        for missing in sorted(set(range(1, max(numbers) + 1)) - numbers):
            yield Text(
                f"没有列出第{letters}{missing}条", f"Article {letters}{missing} is not listed"
            )


def _unserved(lines: Iterable[Line]) -> Iterator[Text]:
    for line in lines:
        if not line.served:
            number, title = line.article.number, line.article.title
            yield Text(
                f"第{number}条（{title.zh}）不是宣示性条文，却没有任何规则",
                f"Article {number} ({title.en}) is not declaratory, yet no rule serves it",
            )


def _unlisted(edition: Edition, main: str) -> Iterator[Text]:
    listed = {(article.instrument or main, article.number) for article in edition.articles}
    cited: dict[Place, dict[str, None]] = {}
    for id, place in _cited(edition, main):
        if place not in listed:
            cited.setdefault(place, {})[id] = None
    for (instrument, number), ids in cited.items():
        yield Text(
            f"未列出的第{number}条（{instrument}）被规则引用：{'、'.join(ids)}",
            f"Article {number} of {instrument} is not listed, but cited by {', '.join(ids)}",
        )
