"""The pack's own cases as examples of a rule: facts in words, what the law makes of them, why.

A case belongs to the rule as the installed pack writes it; beside an edition that writes the rule
otherwise it is not shown. Amounts and figures are said as the case states them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.standards.editions import GROUP, pack_named
from greenward.law.canonical import digest
from greenward.law.casebook import Case, load_cases
from greenward.law.language import FactEntry, Gate, Permission, Rule
from greenward.law.sentence import money, show

from .book import Book
from .places import fine_place
from .words import UNITS, capital, lang, listed, say

LATENT = "not in force"
NOT_IN_FORCE = gettext_lazy("not in force on that day")
ANSWERS = {
    "open": ("good", gettext_lazy("open")),
    "incomplete": ("warn", gettext_lazy("incomplete")),
    "refused": ("bad", gettext_lazy("refused")),
}
GRANTS = {
    "yes": ("good", gettext_lazy("may be granted")),
    "no": ("", gettext_lazy("not granted")),
    "unknown": ("warn", gettext_lazy("not known")),
}
VERDICTS = {
    "satisfied": "satisfied",
    "breached": "breached",
    "unknown": "unknown",
    "not applicable": "not_applicable",
}
NOW = {
    "no": gettext_lazy("only after an order to correct has expired"),
    "unknown": gettext_lazy("whether an order to correct has expired is not known"),
}


@dataclass(frozen=True)
class Example:
    """One case under one rule. `verdict` is set for a duty, `answer` with its tone otherwise."""

    name: str
    why: str
    day: str
    facts: tuple[str, ...]
    verdict: str
    answer: str
    tone: str
    notes: tuple[str, ...]


@lru_cache(maxsize=8)
def _cases(pack: str) -> Mapping[str, list[Case]]:
    """The cases of the installed pack by rule; none where it keeps no cases."""
    edition = pack_named(pack)
    package = next(point.module for point in entry_points(group=GROUP) if point.name == pack)
    found: defaultdict[str, list[Case]] = defaultdict(list)
    if files(package).joinpath("cases").is_dir():
        for case in load_cases(edition, package):
            for rule in case.expected:
                found[rule].append(case)
    return found


def cases_of(rule: Rule, book: Book) -> list[Case]:
    """Every case of a rule, where the installed pack writes it as this edition does."""
    return _cases(book.edition.pack).get(rule.id, []) if _alike(rule, book) else []


def one_of_each(cases: Iterable[Case], rule: Rule) -> list[Case]:
    """The first case of every outcome that says something about the rule itself."""
    first: dict[str, Case] = {}
    for case in cases:
        expected = case.expected[rule.id]
        outcome = str(next(expected[k] for k in ("verdict", "answer", "granted") if k in expected))
        if outcome != LATENT:
            first.setdefault(outcome, case)
    return list(first.values())


def in_words(cases: Iterable[Case], rule: Rule, book: Book) -> list[Example]:
    """The cases as the page shows them."""
    return [_example(case, rule, book) for case in cases]


@lru_cache(maxsize=8)
def _digests(pack: str) -> dict[str, str]:
    """The hash of every rule as the installed pack writes it."""
    return {rule.id: digest(rule) for rule in pack_named(pack).rules()}


def _alike(rule: Rule, book: Book) -> bool:
    return _digests(book.edition.pack).get(rule.id) == book.digests[rule.id]


def _example(case: Case, rule: Rule, book: Book) -> Example:
    edition = book.edition
    expected = case.expected[rule.id]
    verdict, tone, answer = _outcome(expected)
    return Example(
        name=case.name.in_(lang()) or case.name.en,
        why=case.why.in_(lang()) or case.why.en,
        day="" if verdict or tone else case.on.isoformat(),
        facts=tuple(_in_words(edition.entry(name), value) for name, value in case.facts.items()),
        verdict=verdict,
        answer=answer,
        tone=tone,
        notes=tuple(_notes(expected, rule, book)),
    )


def _outcome(expected: dict[str, Any]) -> tuple[str, str, str]:
    """Verdict, tone and words of what is expected."""
    if (word := expected.get("verdict")) is not None:
        return (VERDICTS[word], "", "") if word in VERDICTS else ("", "", str(NOT_IN_FORCE))
    known = ANSWERS if "answer" in expected else GRANTS
    word = expected.get("answer", expected.get("granted"))
    tone, words = known.get(word, ("", NOT_IN_FORCE))
    return "", tone or ("info" if word in known else ""), str(words)


def _in_words(entry: FactEntry, value: bool | int | None) -> str:
    """A fact of a case as a sentence, or as a label with its value."""
    if value is None:
        return _("%(fact)s: not known") % {"fact": say(entry.label)}
    if entry.kind == "flag":
        return say(entry.label if value else entry.denial)
    return _("%(fact)s: %(value)s") % {
        "fact": say(entry.label),
        "value": show(int(value), entry, lang(), UNITS),
    }


def _notes(expected: dict[str, Any], rule: Rule, book: Book) -> list[str]:
    notes, edition = [], book.edition
    if expected.get("owed") == "yes" and expected.get("verdict") == "unknown":
        notes.append(_("It binds already, so it is owed."))
    if isinstance(rule, Gate) and expected.get("grounds"):
        grounds = {ground.id: ground for ground in rule.grounds}
        said = (capital(say(grounds[id].text)) for id in expected["grounds"] if id in grounds)
        notes.append(_("Refused on: %(grounds)s") % {"grounds": listed(said)})
    if expected.get("missing"):
        labels = (say(edition.entry(name).label) for name in expected["missing"])
        notes.append(_("Missing: %(facts)s") % {"facts": listed(labels)})
    if fine := expected.get("fine"):
        where = fine_place(str(fine["article"]), edition.pack, rule.instrument or book.main)
        notes.append(_fine(fine, where))
    if isinstance(rule, Permission) and expected.get("amount") is not None:
        entry = edition.entry(rule.unit_of)
        amount = int(Decimal(expected["amount"]) * (100 if entry.unit == "fen" else entry.scale))
        notes.append(_("Amount: %(amount)s") % {"amount": show(amount, entry, lang(), UNITS)})
    return notes


def _fine(fine: dict[str, Any], where: str) -> str:
    parts = [_("Fine under %(place)s: %(low)s to %(high)s") % {"place": where, **_yuan(fine)}]
    if (now := str(fine.get("now", "yes"))) in NOW:
        parts.append(str(NOW[now]))
    if persons := fine.get("persons"):
        parts.append(_("persons responsible: %(low)s to %(high)s") % _yuan(persons))
    return listed(parts)


def _yuan(band: dict[str, Any]) -> dict[str, str]:
    return {
        name: money(int(Decimal(str(band[end])) * 100))
        for name, end in (("low", "from"), ("high", "to"))
    }
