"""What the law says of an application, as its matter's page shows it: each ground with its mark, its
facts in words, who supplies what is missing and where; beside the decision before, what changed.

A decided application is explained from the edition and the facts its decision kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.articles import Article
from greenward.bureau.casework.matters.kinds import Panel
from greenward.bureau.casework.models import Matter
from greenward.bureau.casework.words import in_language
from greenward.bureau.letters.models import Letter
from greenward.law.gates import Finding, ask
from greenward.law.language import Bearer, FactEntry, Gate, Verdict, facts_in, facts_of, named
from greenward.law.reading import Facts

from . import saying
from .application import application_of, asked_gate, law_now
from .facts import source_of
from .law import Law, brought, law
from .models import Application, Decision, Plot, Project
from .papers import letter_of

MARKS = {True: Verdict.SATISFIED, False: Verdict.BREACHED, None: Verdict.UNKNOWN}


@dataclass(frozen=True)
class Known:
    """One fact of a ground: its value in words, or who shows it by what, and where it is entered."""

    label: str
    value: str
    missing: bool
    who: str
    proof: str
    url: str


@dataclass(frozen=True)
class Line:
    """One ground: whether it is met, and the facts it stands on."""

    mark: Verdict
    text: str
    article: Article
    facts: tuple[Known, ...]


@dataclass(frozen=True)
class Says:
    """The whole block."""

    gate: str
    article: Article
    lines: tuple[Line, ...]
    decided: Decision | None
    """The decision on this very application: the grounds are those of its moment."""
    before: Decision | None
    """The decision on the gate before this application."""
    changed: tuple[tuple[str, str, str], ...]
    """What differs from it: the fact, then, now."""
    work: Project | Plot
    work_url: str
    letter: Letter | None
    """The letter of the decision, where the reader may open it."""


def panel(actor: Actor, matter: Matter) -> Panel:
    """The block of an application's page."""
    return Panel("construction/law_says.html", says(actor, matter))


def says(actor: Actor, matter: Matter) -> Says:
    """What the law says of an application: on the facts of today, or of its decision."""
    application = application_of(matter)
    decided, before = _decisions(application)
    of = law(decided.edition_id) if decided else law_now(application)
    work = application.work
    facts = decided.facts if decided else work.facts
    gate = asked_gate(of, application)
    return Says(
        in_language(gate.title),
        saying.article(gate.article, gate.instrument),
        tuple(
            _line(of, work, gate, found, facts)
            for found in ask(gate, facts).findings
            if found.asked.truth is not False
        ),
        decided,
        before,
        tuple(saying.changed(before.facts, facts, of, facts_of(gate))) if before else (),
        work,
        reverse(f"construction:{work.subject.value}", args=[work.pk]),
        letter_of(decided, actor) if decided else None,
    )


def _decisions(application: Application) -> tuple[Decision | None, Decision | None]:
    """The decision on an application, and the newest one on its gate before that: one query."""
    rows = Decision.objects.filter(**application.work.key, gate=application.gate).order_by("-pk")
    found = list(rows)
    own = next((one for one in found if one.application_id == application.pk), None)
    earlier = [one for one in found if own is None or one.pk < own.pk]
    return own, next(iter(earlier), None)


def _line(of: Law, work: Project | Plot, gate: Gate, found: Finding, facts: Facts) -> Line:
    ground = found.ground
    names = dict.fromkeys((*facts_in(ground.requires), *found.missing))
    entries = [of.entry(name) for name in names]
    return Line(
        MARKS[found.truth],
        in_language(ground.text),
        saying.article(ground.article, ground.instrument),
        tuple(_known(of, work, gate, entry, facts) for entry in entries),
    )


def _known(of: Law, work: Project | Plot, gate: Gate, entry: FactEntry, facts: Facts) -> Known:
    value = facts.get(entry.name)
    who = _("the authority")
    if isinstance(entry.supplier, Bearer):
        who = in_language(named(entry.supplier))
    return Known(
        saying.fact(entry),
        saying.value(entry, value),
        value is None,
        who,
        saying.proof(entry),
        _entered(of, work, gate, entry.name),
    )


def _entered(of: Law, work: Project | Plot, gate: Gate, fact: str) -> str:
    """Where a fact is entered; "" where it follows from an act or from the plot's own page."""
    source = source_of(fact, work.subject)
    if source is not None:
        own = source.url and source.subject is work.subject
        return reverse(source.url, args=[work.pk]) if own else ""
    if fact in brought(of.hash):
        return ""
    name = "state" if isinstance(work, Project) else "plot_state"
    return f"{reverse(f'construction:{name}', args=[work.pk])}?for={gate.id}"
