"""An edition of the law arranged for reading: its articles in order, the rules of each, and which
rules ask for a fact.

An article that the edition says nothing about, but that carries a rule or a fine, still has its
place, so that editions published before articles were described read as well. Worked out once an
edition: what a hash names never changes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from greenward.bureau.assessment.chain import law_of
from greenward.law.amend import Lever, levers
from greenward.law.canonical import digest
from greenward.law.language import (
    Article,
    Class,
    Duty,
    Edition,
    Fine,
    Gate,
    Ground,
    Instrument,
    Permission,
    Rule,
    Span,
    Text,
    facts_in,
)

Key = tuple[str, str]
"""Instrument and article number."""


@dataclass(frozen=True)
class Use:
    """One place where a rule asks for a fact: *applies*, *requires*, *fine*, *amount*."""

    rule: Rule
    where: str


@dataclass
class Section:
    """One article with all that stands on it.

    `fines` are the duties whose fine this article states, `grounds` the requirements of gates of
    other articles that it gives.
    """

    instrument: Instrument
    number: str
    article: Article | None = None
    duties: list[Duty] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    permissions: list[Permission] = field(default_factory=list)
    fines: list[Duty] = field(default_factory=list)
    grounds: list[tuple[Gate, Ground]] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.instrument.code, self.number

    @property
    def chapter(self) -> int:
        """Counted from 1; 0 where the edition does not say."""
        return self.article.chapter if self.article else 0

    @property
    def classes(self) -> tuple[Class, ...]:
        return self.article.classes if self.article else ()

    @property
    def rules(self) -> list[Rule]:
        return [*self.duties, *self.gates, *self.permissions]

    @property
    def stated_fines(self) -> list[tuple[Duty, Fine]]:
        """The fines that a breach of this article's duties exposes to, or that it states itself."""
        breached = [(duty, duty.breach) for duty in self.duties if duty.breach]
        stated = [(d, f) for d in self.fines for f in _fines(d) if root(f.article) == self.number]
        return breached or stated


@dataclass(frozen=True, eq=False)
class Book:
    """An edition and its arrangement; one object an edition (`book_of`)."""

    hash: str
    edition: Edition

    @cached_property
    def instruments(self) -> tuple[Instrument, ...]:
        """What the edition reads, the city's own first."""
        if self.edition.instruments:
            return self.edition.instruments
        spans = [rule.in_force.first for rule in self.edition.rules()]
        return (Instrument("", self.edition.title, Span(min(spans))),) if spans else ()

    @property
    def main(self) -> str:
        """The code of the instrument that an empty one stands for."""
        return self.instruments[0].code if self.instruments else ""

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every article in the order of the texts."""
        found: dict[Key, Section] = {}
        codes = {each.code: each for each in self.instruments}

        def at(instrument: str, article: str) -> Section:
            key = (instrument or self.main, root(article))
            if key not in found:
                found[key] = Section(codes[key[0]], key[1])
            return found[key]

        for article in self.edition.articles:
            at(article.instrument, article.number).article = article
        self._place_rules(at)
        order = list(codes)
        return tuple(
            sorted(
                found.values(), key=lambda s: (order.index(s.instrument.code), ordinal(s.number))
            )
        )

    def _place_rules(self, at: Callable[[str, str], Section]) -> None:
        for duty in self.edition.duties:
            at(duty.instrument, duty.article).duties.append(duty)
            for fine in _fines(duty):
                at(duty.instrument, fine.article).fines.append(duty)
        for gate in self.edition.gates:
            home = at(gate.instrument, gate.article)
            home.gates.append(gate)
            for ground in gate.grounds:
                elsewhere = at(ground.instrument or gate.instrument, ground.article)
                if elsewhere is not home:
                    elsewhere.grounds.append((gate, ground))
        for permission in self.edition.permissions:
            at(permission.instrument, permission.article).permissions.append(permission)

    @cached_property
    def by_key(self) -> dict[Key, Section]:
        return {section.key: section for section in self.sections}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.edition.rules()}

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Where each fact is asked."""
        found: defaultdict[str, list[Use]] = defaultdict(list)
        for rule in self.edition.rules():
            for name, where in dict.fromkeys(_asked(rule)):
                found[name].append(Use(rule, where))
        return dict(found)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The hash of each rule: whether two editions write it alike."""
        return {rule.id: digest(rule) for rule in self.edition.rules()}

    @cached_property
    def levers(self) -> dict[str, list[Lever]]:
        """The numbers of each rule that an amendment could move."""
        found: defaultdict[str, list[Lever]] = defaultdict(list)
        for lever in levers(self.edition):
            for rule in lever.rules:
                found[rule].append(lever)
        return dict(found)

    def chapter_title(self, section: Section) -> Text | None:
        chapters = section.instrument.chapters
        return chapters[section.chapter - 1] if 0 < section.chapter <= len(chapters) else None

    def neighbours(self, section: Section) -> tuple[Section | None, Section | None]:
        """The articles before and after."""
        here = self.sections.index(section)
        after = self.sections[here + 1] if here + 1 < len(self.sections) else None
        return (self.sections[here - 1] if here else None), after


@lru_cache(maxsize=16)
def book_of(hash: str) -> Book:
    """The book of an edition by its hash, read once."""
    return Book(hash, law_of(hash))


def root(article: str) -> str:
    """The article that a paragraph or item stands in: 32.2 -> 32."""
    return article.split(".", 1)[0]


def ordinal(number: str) -> tuple[tuple[bool, int, str], ...]:
    """A key by which 9 comes before 10, and both before B1."""
    parts = re.findall(r"\d+|\D+", number)
    return tuple((not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts)


def _fines(duty: Duty) -> Iterator[Fine]:
    fine = duty.breach
    while fine:
        yield fine
        fine = fine.persons


def _asked(rule: Rule) -> Iterator[tuple[str, str]]:
    match rule:
        case Duty():
            yield from _each(facts_in(rule.applies), "applies")
            yield from _each(facts_in(rule.requires), "requires")
            bases = [fine.base for fine in _fines(rule) if fine.base]
            yield from _each([*facts_in(rule.exposed_when), *bases], "fine")
        case Gate():
            for ground in rule.grounds:
                yield from _each(facts_in(ground.applies), "applies")
                yield from _each(facts_in(ground.requires), "requires")
        case Permission():
            yield from _each(facts_in(rule.granted_when), "applies")
            names = [name for share in rule.least_of for name in facts_in(share.number)]
            yield from _each(names, "amount")


def _each(names: Iterable[str], where: str) -> Iterator[tuple[str, str]]:
    return ((name, where) for name in names)
