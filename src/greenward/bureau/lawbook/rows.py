"""The lines in which a rule is said: a duty's bearers, conditions, proof and cost, a gate's parties
and order, a permission's policy and cap. Articles are linked wherever they are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from greenward.bureau.statutes.models import ImplementingPolicy
from greenward.law.gates import waits_for
from greenward.law.language import (
    Arithmetic,
    Constant,
    Duty,
    Fine,
    Gate,
    Permission,
    Quantity,
    Rule,
    Share,
    facts_of,
    named,
    policy_in_force,
)
from greenward.law.language import Number as WholeNumber
from greenward.law.sentence import sentence

from . import words
from .linked import FED_BY, Link, kind_of
from .places import place
from .shelf import Shelf
from .words import capital, lang, listed, say


@dataclass(frozen=True)
class Row:
    """A line of a summary list."""

    label: Any
    value: Any
    note: Any = ""


def rows_of(
    rule: Rule,
    shelf: Shelf,
    linked: Mapping[str, list[Link]],
    policies: Mapping[str, ImplementingPolicy],
) -> tuple[str, Iterable[Row]]:
    """What kind of rule it is, and its lines; a line without a value says nothing."""
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
        link(
            shelf.fine_place(fine.article, duty.instrument),
            shelf.article_url(fine.article, duty.instrument),
        ),
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
    names = [name for fact in facts_of(rule) for name in FED_BY.get(fact, ())]
    return standards_lines((*names, f"due.{rule.id}"), linked)


def standards_lines(names: Iterable[str], linked: Mapping[str, list[Link]]) -> SafeString:
    """The rows on file of some quantities, a line for each standard and kind; those of standards
    that are not applied here are folded away."""
    kinds = dict.fromkeys(map(kind_of, names))
    found = [each for kind in kinds for each in linked.get(kind, ())]
    applied, others = ([e for e in found if e.in_use is used] for used in (True, False))
    lines = _lines(applied)
    if not others:
        return lines
    said = ngettext("%(n)s more on file", "%(n)s more on file", len(others)) % {"n": len(others)}
    folded = format_html(
        '<details class="details"><summary>{}</summary>{}</details>', said, _lines(others)
    )
    return lines + folded


def _lines(found: Iterable[Link]) -> SafeString:
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


def link(text: str | Promise, href: str) -> SafeString:
    """A link, or the plain text where there is no address."""
    return format_html('<a href="{}">{}</a>', href, text) if href else format_html("{}", text)
