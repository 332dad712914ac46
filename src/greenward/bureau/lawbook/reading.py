"""Our reading of one rule, ready for the page: every word and address worked out before the
template.

A duty says who is bound, when, what fulfils it, by which proof and whose, by when, before which
authority and at what cost; a gate its grounds and what it waits for; a permission its conditions
and its cap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from greenward.bureau.statutes.models import ImplementingPolicy
from greenward.law.amend import Lever, written
from greenward.law.gates import waits_for
from greenward.law.language import (
    All,
    Always,
    Arithmetic,
    Condition,
    Constant,
    Duty,
    Fine,
    Gate,
    Ground,
    Not,
    Permission,
    Quantity,
    Recorded,
    Rule,
    Share,
    Some,
    Term,
    facts_of,
    named,
    policy_in_force,
)
from greenward.law.language import Number as WholeNumber
from greenward.law.sentence import sentence

from . import words
from .examples import Example, cases_of, in_words, one_of_each
from .linked import RESTS_ON, Link
from .shelf import Shelf
from .words import capital, lang, listed, place, say


@dataclass(frozen=True)
class Row:
    """A line of a summary list."""

    label: Any
    value: Any
    note: Any = ""


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
    kind, rows = _rows(rule, shelf, linked or {}, policies or {})
    cases = cases_of(rule, shelf.book)
    shown = one_of_each(cases, rule)
    what_if = shelf.what_if_url(rule)
    return Reading(
        number=rule.id if kind == "duty" else "",
        kind=kind,
        anchor=f"{'gate' if kind == 'gate' else 'rule'}-{rule.id}",
        place=place(rule.article),
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


def _rows(
    rule: Rule,
    shelf: Shelf,
    linked: Mapping[str, list[Link]],
    policies: Mapping[str, ImplementingPolicy],
) -> tuple[str, Iterable[Row]]:
    match rule:
        case Duty():
            return "duty", _duty_rows(rule, shelf, linked)
        case Gate():
            return "gate", _gate_rows(rule, shelf)
        case Permission():
            return "permission", _permission_rows(rule, shelf, policies.get(rule.id))


# --- duties ---------------------------------------------------------------------------------


def _duty_rows(duty: Duty, shelf: Shelf, linked: Mapping[str, list[Link]]) -> Iterator[Row]:
    law = shelf.book.edition
    yield Row(_("Who is bound"), words.names(duty.bearers))
    yield Row(_("Asked of"), say(named(duty.subject)))
    yield Row(_("Binds when"), capital(sentence(duty.applies, law, lang(), words.UNITS)))
    yield Row(_("Fulfilled by"), capital(sentence(duty.requires, law, lang(), words.UNITS)))
    yield Row(_("What to do"), say(duty.remedy))
    yield Row(_("Due"), words.clock(duty.clock) if duty.clock else "")
    yield Row(_("Who sees to it"), words.names(duty.authorities))
    yield Row(_("Fine"), *fine_words(duty, shelf))
    yield Row(_("Leans on"), _duty_links(duty.leans_on, shelf))
    yield Row(_("Rows of standards"), _standards(duty, linked))
    yield Row(_("In force"), _span(duty))


def fine_words(duty: Duty, shelf: Shelf) -> tuple[SafeString | str, SafeString | str]:
    """The fine of a duty and what goes with it."""
    fine = duty.breach
    if fine is None:
        return _("The text has no fine for this."), ""
    law = shelf.book.edition
    head = format_html(
        "{} ({})",
        words.fine_line(fine, law),
        link(place(fine.article), shelf.article_url(fine.article, duty.instrument)),
    )
    notes = [
        _("Only after an order to correct has expired.")
        if fine.cure_first
        else _("Together with the order to correct."),
        _("Imposed by: %(who)s.") % {"who": words.names(fine.authorities)},
    ]
    if fine.extras:
        notes.append(_("Also: %(what)s.") % {"what": listed(say(e) for e in fine.extras)})
    notes += [
        _("Where it is grave: %(what)s (%(who)s).")
        % {"what": say(measure.text), "who": words.names(measure.authorities)}
        for measure in fine.grave
    ]
    notes += [persons_words(fine.persons, shelf)] if fine.persons else []
    return head, " ".join(notes) if not _chinese() else "".join(notes)


def persons_words(persons: Fine, shelf: Shelf) -> str:
    """What the persons directly responsible are fined."""
    return _("Persons directly responsible: %(band)s of the fine imposed (%(place)s).") % {
        "band": words.band(persons, shelf.book.edition),
        "place": place(persons.article),
    }


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _duty_links(ids: Iterable[str], shelf: Shelf) -> SafeString:
    """The duties a duty leans on, each by its own words."""
    rules = [shelf.book.rules[id] for id in ids if id in shelf.book.rules]
    return format_html_join(
        "",
        "<div>{}</div>",
        ((link(f"{rule.id} {words.title_of(rule)}", shelf.rule_url(rule)),) for rule in rules),
    )


def _standards(rule: Rule, linked: Mapping[str, list[Link]]) -> SafeString:
    """The standards that give this rule's numbers, and what of them waits for an official."""
    names = dict.fromkeys(n for fact in facts_of(rule) for n in RESTS_ON.get(fact, ()))
    return standards_lines((*names, f"due.{rule.id}"), linked)


def standards_lines(names: Iterable[str], linked: Mapping[str, list[Link]]) -> SafeString:
    """The rows on file of some quantities, a line for each standard and kind."""
    found = [each for name in names for each in linked.get(name, ())]
    return format_html_join("", "<div>{}</div>", ((_standard(each),) for each in found))


def _standard(row: Link) -> SafeString:
    state = (
        _("%(rows)s on file, %(undecided)s to confirm") if row.undecided else _("%(rows)s on file")
    )
    counts = {"rows": f"{row.rows:,}", "undecided": f"{row.undecided:,}"}
    return format_html(
        '{}: {} <span class="muted small">{}{}</span>',
        capital(row.what),
        link(row.code, reverse("standards:standard", args=[row.standard])),
        state % counts,
        "" if row.in_use else pgettext("between items", ", ") + _("not applied here"),
    )


def _span(rule: Rule) -> str:
    span = rule.in_force
    if span.last is None:
        return _("from %(first)s") % {"first": span.first.isoformat()}
    return _("from %(first)s to %(last)s") % {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
    }


# --- gates and permissions ------------------------------------------------------------------


def _gate_rows(gate: Gate, shelf: Shelf) -> Iterator[Row]:
    law = shelf.book.edition
    yield Row(_("Who asks for it"), words.names(gate.applicants))
    yield Row(
        _("Who decides"),
        words.names(gate.authorities) or _("the parties themselves"),
    )
    before = [law.gate(id) for id in waits_for(gate, law)]
    yield Row(
        _("Waits for"),
        format_html_join(
            "", "<div>{}</div>", ((link(say(g.title), shelf.rule_url(g)),) for g in before)
        ),
    )
    yield Row(_("Time to decide"), words.period(gate.period) if gate.period else "")
    href = shelf.article_url(gate.article, gate.instrument)
    yield Row(_("Stands in"), link(place(gate.article), href))
    yield Row(_("In force"), _span(gate))


def _grounds(gate: Gate, shelf: Shelf) -> Iterator[GroundLine]:
    law = shelf.book.edition
    for ground in gate.grounds:
        yield GroundLine(
            text=capital(say(ground.text)),
            place=ground_place(gate, ground, shelf),
            href=shelf.article_url(ground.article, ground.instrument or gate.instrument),
            asked=""
            if isinstance(ground.applies, Always)
            else capital(sentence(ground.applies, law, lang(), words.UNITS)),
            met=capital(sentence(ground.requires, law, lang(), words.UNITS)),
            remedy=say(ground.remedy),
        )


def ground_place(gate: Gate, ground: Ground, shelf: Shelf) -> str:
    """The article of a ground, with its text's title where that is another one than the gate's."""
    of = ground.instrument or gate.instrument or shelf.book.main
    if of == (gate.instrument or shelf.book.main):
        return place(ground.article)
    titles = {each.code: say(each.title) for each in shelf.book.instruments}
    return f"{titles.get(of, of)} {place(ground.article)}"


def _permission_rows(
    permission: Permission, shelf: Shelf, policy: ImplementingPolicy | None
) -> Iterator[Row]:
    law = shelf.book.edition
    yield Row(_("Who may have it"), words.names(permission.beneficiaries))
    yield Row(_("Asked of"), say(named(permission.subject)))
    yield Row(
        _("May be granted when"),
        capital(sentence(permission.applies, law, lang(), words.UNITS)),
    )
    yield _policy_row(permission, shelf, policy)
    yield Row(_("At most"), _cap(permission, shelf))
    yield Row(_("Who grants it"), words.names(permission.authorities))
    yield Row(_("In force"), _span(permission))


def _policy_row(permission: Permission, shelf: Shelf, policy: ImplementingPolicy | None) -> Row:
    """Whether a policy wakes the permission today; without one nothing is granted."""
    if policy:
        since = _("in force from %(day)s") % {"day": policy.first_day.isoformat()}
        return Row(_("Policy"), link(str(policy), reverse("statutes:policies")), since)
    fact = policy_in_force(permission.id)
    return Row(
        _("Policy"),
        _("Asleep: no policy that implements it is in force, so nothing is granted."),
        link(_("the fact it waits for"), shelf.fact_url(fact)),
    )


def _cap(permission: Permission, shelf: Shelf) -> str:
    """The least of the shares, each in words: *3% of the above-ground floor area*."""
    shares = [_share(share, shelf) for share in permission.least_of]
    if len(shares) < 2:
        return "".join(shares)
    return _("the least of: %(shares)s") % {"shares": pgettext("between items", "; ").join(shares)}


def _share(share: Share, shelf: Shelf) -> str:
    match share.number:
        case Arithmetic("*", Constant(part), Quantity() as whole):
            percent = Decimal(part * 100) / share.per
            return _("%(percent)s%% of: %(whole)s") % {
                "percent": f"{percent.normalize():f}",
                "whole": _number(whole, shelf),
            }
    said = _number(share.number, shelf)
    return said if share.per == 1 else f"{said} ÷ {share.per:,}"


def _number(node: WholeNumber, shelf: Shelf) -> str:
    """A whole-number expression in words."""
    match node:
        case Quantity(name):
            return say(shelf.book.edition.entry(name).label)
        case Constant(value):
            return f"{value:,}"
        case Arithmetic(operator, left, right):
            sign = "×" if operator == "*" else operator
            return f"{_number(left, shelf)} {sign} {_number(right, shelf)}"
    return ""


# --- facts, terms, numbers ------------------------------------------------------------------


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


def link(text: str | Promise, href: str) -> SafeString:
    """A link, or the plain text where there is no address."""
    return format_html('<a href="{}">{}</a>', href, text) if href else format_html("{}", text)
