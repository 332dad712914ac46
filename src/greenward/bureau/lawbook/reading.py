"""Our reading of one rule, ready for the page: its lines, the facts it asks and their proofs, what
its defined terms mean, a gate's grounds, examples, and the numbers an amendment could move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from greenward.bureau.statutes.models import ImplementingPolicy
from greenward.law.amend import Lever, written
from greenward.law.language import (
    All,
    Always,
    Condition,
    Duty,
    Gate,
    Not,
    Permission,
    Recorded,
    Rule,
    Some,
    Term,
    facts_of,
)
from greenward.law.sentence import sentence

from . import words
from .examples import Example, cases_of, in_words, one_of_each
from .linked import Link
from .rows import Row, rows_of
from .shelf import Shelf
from .words import capital, lang, listed, say


@dataclass(frozen=True)
class FactLine:
    """A fact a rule asks: its label and page, what proves it, who supplies the proof."""

    label: str
    href: str
    proof: str
    supplier: str
    where: str


@dataclass(frozen=True)
class Meaning:
    """A defined term the reading uses, with what it means."""

    term: str
    text: str


@dataclass(frozen=True)
class Number:
    """A number of a rule that an amendment could change: a limit, a share, a band."""

    label: str
    value: str


@dataclass(frozen=True)
class Reading:
    """One rule as the page shows it: `kind` is duty, gate or permission, `number` a duty's own."""

    number: str
    kind: str
    anchor: str
    place: str
    text: str
    rows: tuple[Row, ...]
    facts: tuple[FactLine, ...]
    meanings: tuple[Meaning, ...]
    grounds: tuple[GroundLine, ...]
    examples: tuple[Example, ...]
    more: int
    examples_href: str
    what_if_href: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class GroundLine:
    """One requirement of a gate."""

    text: str
    place: str
    href: str
    asked: str
    met: str
    remedy: str


def read(
    rule: Rule,
    shelf: Shelf,
    linked: Mapping[str, list[Link]] | None = None,
    policies: Mapping[str, ImplementingPolicy] | None = None,
) -> Reading:
    """A rule as the page shows it.

    `linked` are the rows of standards its facts rest on, `policies` those that wake a permission.
    """
    kind, rows = rows_of(rule, shelf, linked or {}, policies or {})
    cases = cases_of(rule, shelf.book)
    shown = one_of_each(cases, rule)
    what_if = shelf.what_if_url(rule)
    return Reading(
        number=rule.id if kind == "duty" else "",
        kind=kind,
        anchor=f"{'gate' if kind == 'gate' else 'rule'}-{rule.id}",
        place=shelf.place(rule.article, rule.instrument),
        text=capital(words.title_of(rule)),
        rows=tuple(row for row in rows if row.value),
        facts=tuple(_fact_lines(rule, shelf)),
        meanings=tuple(_meanings(rule, shelf)),
        grounds=tuple(_grounds(rule, shelf)) if isinstance(rule, Gate) else (),
        examples=tuple(in_words(shown, rule, shelf.book)),
        more=len(cases) if len(cases) > len(shown) else 0,
        examples_href=shelf.url("examples", rule.id),
        what_if_href=what_if,
        numbers=tuple(_numbers(rule, shelf)) if what_if else (),
    )


# --- parts ---------------------------------------------------------------------------------


def _grounds(gate: Gate, shelf: Shelf) -> Iterator[GroundLine]:
    law = shelf.book.edition
    for ground in gate.grounds:
        yield GroundLine(
            text=capital(say(ground.text)),
            place=shelf.place(ground.article, ground.instrument or gate.instrument),
            href=shelf.article_url(ground.article, ground.instrument or gate.instrument),
            asked=""
            if isinstance(ground.applies, Always)
            else capital(sentence(ground.applies, law, lang(), words.UNITS)),
            met=capital(sentence(ground.requires, law, lang(), words.UNITS)),
            remedy=say(ground.remedy),
        )


def _fact_lines(rule: Rule, shelf: Shelf) -> Iterator[FactLine]:
    law = shelf.book.edition
    for name in facts_of(rule):
        entry = law.entry(name)
        uses = [use.where for use in shelf.book.uses.get(name, ()) if use.rule is rule]
        yield FactLine(
            capital(say(entry.label)),
            shelf.fact_url(name),
            say(entry.proof),
            words.supplier(entry),
            listed(words.WHERE[where] for where in uses),
        )


def _meanings(rule: Rule, shelf: Shelf) -> Iterator[Meaning]:
    """The defined terms of a rule, each said once, those inside a term after it."""
    law, seen = shelf.book.edition, set()
    for condition in _conditions(rule):
        for term in _terms(condition):
            text = capital(sentence(term.part, law, lang(), words.UNITS))
            label = say(term.label)
            if label not in seen and text != capital(label):
                seen.add(label)
                yield Meaning(capital(label), text)


def _conditions(rule: Rule) -> list[Condition]:
    match rule:
        case Duty():
            return [rule.applies, rule.requires]
        case Gate():
            return [c for ground in rule.grounds for c in (ground.applies, ground.requires)]
        case Permission():
            return [rule.applies]


def _terms(condition: Condition) -> Iterator[Term]:
    match condition:
        case Term(_, _, part):
            yield condition
            yield from _terms(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from _terms(part)
        case Not(part):
            yield from _terms(part)
        case Recorded(_, derived):
            yield from _terms(derived)


def _numbers(rule: Rule, shelf: Shelf) -> Iterator[Number]:
    """The numbers of a rule that an amendment could move, as they stand."""
    for lever in shelf.book.levers.get(rule.id, ()):
        yield Number(capital(say(lever.label)), _written(lever))


def _written(lever: Lever) -> str:
    value = written(lever)
    if isinstance(value, str):
        return value
    unit = "%" if lever.kind == "percent" or lever.per > 1 else _unit_of(lever)
    return f"{value.normalize():,f} {unit}".strip()


def _unit_of(lever: Lever) -> str:
    if lever.kind != "threshold" or lever.entry is None or lever.entry.unit == "fen":
        return _("yuan")
    return words.UNITS.get(lever.entry.unit, lever.entry.unit)
