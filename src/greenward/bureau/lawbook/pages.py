"""What the pages of the law browser show: the lines of the list, the table of fines, a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.law.language import Duty, Fine, Gate, Permission, Rule

from . import words
from .book import Book, Section
from .places import place
from .rows import Row, link
from .search import Hit, Snippet
from .shelf import Shelf, title_of
from .words import capital, lang, listed, say

# --- the list -------------------------------------------------------------------------------


@dataclass(frozen=True)
class RuleLine:
    """A rule in the list: what kind, its words, who is bound."""

    kind: str
    text: str
    href: str
    who: str


@dataclass(frozen=True)
class Line:
    """One article of the list."""

    href: str
    place: str
    title: SafeString | str
    classes: tuple[str, ...]
    text: str
    rules: tuple[RuleLine, ...]
    holds: str
    fines: tuple[str, ...]
    breaches: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter with its articles; `title` is empty where the edition names none."""

    title: str
    lines: tuple[Line, ...]


def line(section: Section, shelf: Shelf, breaches: Mapping[str, int], hit: Hit | None) -> Line:
    """One article of the list, with what a search found in it."""
    article = section.article
    return Line(
        href=shelf.section_url(section),
        place=place(section.number),
        title=(hit.title if hit else None) or title_of(section, lang()),
        classes=tuple(str(words.CLASSES[each]) for each in section.classes),
        text=say(article.text) if article else "",
        rules=tuple(_rule_line(rule, shelf) for rule in section.rules),
        holds=holds(section),
        fines=tuple(words.fine_range([f for _d, f in section.stated_fines], shelf.book.edition)),
        breaches=sum(breaches.get(duty.id, 0) for duty in section.duties),
        snippets=hit.snippets if hit else (),
    )


def chapters(
    sections: Iterable[Section], shelf: Shelf, breaches: Mapping[str, int]
) -> list[Chapter]:
    """The articles under the headings of their chapters, and of their texts where there are several."""
    found: dict[tuple[str, int], list[Section]] = {}
    for section in sections:
        found.setdefault((section.instrument.code, section.chapter), []).append(section)
    return [
        Chapter(
            heading(group[0], shelf.book),
            tuple(line(section, shelf, breaches, None) for section in group),
        )
        for group in found.values()
    ]


def heading(section: Section, book: Book) -> str:
    """The chapter of an article, and its text where the edition reads more than one."""
    parts = [say(section.instrument.title)] if len(book.instruments) > 1 else []
    title = book.chapter_title(section)
    if title:
        number = {"number": section.chapter, "title": say(title)}
        parts.append(_("Chapter %(number)s: %(title)s") % number)
    return " · ".join(parts)


def holds(section: Section) -> str:
    """How many rules an article carries, by kind."""
    parts = []
    if n := len(section.duties):
        parts.append(ngettext("%(n)s duty", "%(n)s duties", n) % {"n": n})
    if n := len(section.gates):
        parts.append(ngettext("%(n)s gate", "%(n)s gates", n) % {"n": n})
    if n := len(section.permissions):
        parts.append(ngettext("%(n)s permission", "%(n)s permissions", n) % {"n": n})
    return listed(parts)


def _rule_line(rule: Rule, shelf: Shelf) -> RuleLine:
    return RuleLine(
        kind_of(rule),
        capital(words.title_of(rule)),
        shelf.rule_url(rule),
        words.names(parties(rule)),
    )


def kind_of(rule: Rule) -> str:
    match rule:
        case Duty():
            return _("duty")
        case Gate():
            return _("gate")
        case Permission():
            return _("permission")


def parties(rule: Rule) -> Sequence[Any]:
    """Who is bound, applies, or benefits."""
    match rule:
        case Duty():
            return rule.bearers
        case Gate():
            return rule.applicants
        case Permission():
            return rule.beneficiaries


def summary(book: Book) -> str:
    """How much law an edition holds, in a sentence."""
    law = book.edition
    n = len(book.sections)
    parts = [ngettext("%(n)s article", "%(n)s articles", n) % {"n": n}]
    if n := len(law.duties):
        parts.append(ngettext("%(n)s duty", "%(n)s duties", n) % {"n": n})
    if n := len(law.gates):
        parts.append(ngettext("%(n)s gate", "%(n)s gates", n) % {"n": n})
    if n := len(law.permissions):
        parts.append(ngettext("%(n)s permission", "%(n)s permissions", n) % {"n": n})
    return _("%(what)s, read in our own words. The official text governs.") % {
        "what": listed(parts)
    }


# --- fines ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FineLine:
    """One fine of the table."""

    article: str
    href: str
    breach: str
    breach_href: str
    breach_place: str
    who: str
    band: str
    base: str
    cure: str
    also: str
    authorities: str


def fine_lines(duties: Iterable[Duty], shelf: Shelf) -> list[FineLine]:
    """The fines of some duties in the order of the articles that state them."""
    law = shelf.book.edition
    fined = [(duty, duty.breach) for duty in duties if duty.breach]
    fined.sort(key=lambda each: (each[0].instrument, _order(each[1].article), _order(each[0].id)))
    lines = []
    for duty, fine in fined:
        also = [say(extra) for extra in fine.extras]
        also += [
            _("where it is grave: %(what)s") % {"what": say(measure.text)} for measure in fine.grave
        ]
        lines.append(
            FineLine(
                article=shelf.fine_place(fine.article, duty.instrument),
                href=shelf.article_url(fine.article, duty.instrument),
                breach=capital(say(duty.text)),
                breach_href=shelf.rule_url(duty),
                breach_place=shelf.place(duty.article, duty.instrument),
                who=words.names(duty.bearers),
                band=words.band(fine, law),
                base=words.base(fine, law),
                cure=_("yes") if fine.cure_first else _("no"),
                also=listed(also),
                authorities=words.names(fine.authorities),
            )
        )
    return lines


def _order(id: str) -> tuple[int, ...]:
    return tuple(int(part) for part in id.split(".") if part.isdecimal())


def persons(duties: Iterable[Duty]) -> Fine | None:
    """The fine of the persons directly responsible, where the law has one."""
    return next((d.breach.persons for d in duties if d.breach and d.breach.persons), None)


# --- a fact ---------------------------------------------------------------------------------


def fact_rows(name: str, shelf: Shelf) -> list[Row]:
    """What a fact is: how it is said, its unit, what proves it and who supplies the proof."""
    entry = shelf.book.edition.entry(name)
    kind = (
        _(
            "An act that must reach the authority: once its day has passed with nothing on file, the answer is no."
        )
        if entry.recorded
        else _("While it is missing, the answer is unknown.")
    )
    rows = [
        Row(_("Yes reads"), capital(say(entry.label)) if entry.kind == "flag" else ""),
        Row(_("No reads"), capital(say(entry.denial))),
        Row(_("Unit"), words.unit(entry)),
        Row(_("Proved by"), capital(say(entry.proof))),
        Row(_("Supplied by"), words.supplier(entry)),
        Row(_("Missing"), kind),
        Row(_("Name in files"), entry.name),
    ]
    return [row for row in rows if row.value]


@dataclass(frozen=True)
class UseLine:
    """A rule that asks a fact, and what the fact does in it."""

    kind: str
    place: str
    text: str
    href: str
    where: str


def use_lines(name: str, shelf: Shelf) -> list[UseLine]:
    """The rules that ask a fact, each once."""
    found: dict[str, tuple[Rule, list[str]]] = {}
    for use in shelf.book.uses.get(name, ()):
        found.setdefault(use.rule.id, (use.rule, []))[1].append(str(words.WHERE[use.where]))
    return [
        UseLine(
            kind_of(rule),
            shelf.place(rule.article, rule.instrument),
            capital(words.title_of(rule)),
            shelf.rule_url(rule),
            listed(where),
        )
        for rule, where in found.values()
    ]


def fact_links(names: Iterable[str], shelf: Shelf) -> list[SafeString]:
    """Facts by their labels, each a link."""
    law = shelf.book.edition
    return [link(capital(say(law.entry(name).label)), shelf.fact_url(name)) for name in names]
