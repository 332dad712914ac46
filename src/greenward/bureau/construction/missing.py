"""Files that are not complete: one request that lists everything (Administrative Licensing Law,
Article 32, Item 4).

What is missing is what the gate's hearing finds unknown: each fact once, with who shows it by what and
the article that asks for it. What the authority itself supplies, as its own review, is asked of nobody:
it would stop the authority's clock with its own work. Nothing is refused for what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters import requests
from greenward.bureau.casework.matters.requests import Item
from greenward.bureau.casework.models import Clock, Matter, Request, RequestItem
from greenward.bureau.casework.words import in_language
from greenward.law.gates import Hearing
from greenward.law.language import (
    Bearer,
    Edition,
    FactEntry,
    Ground,
    Subject,
    Text,
    facts_of,
    named,
)
from greenward.web.numbers import iso

from .application import application_of, asked_gate, hearing, reference
from .chapters.contents import PARTS, Part, contents_of
from .chapters.contents import missing as parts_missing
from .chapters.reading import REVIEWED, newest
from .law import law_of
from .models import Project
from .saying import fact, value

COMPLETENESS = "completeness"
MOST = 300
"""Characters of a line of a request."""


@dataclass(frozen=True)
class Lacking:
    """One fact nobody knows yet, and the ground that asks for it first."""

    entry: FactEntry
    ground: Ground

    @property
    def article(self) -> str:
        return reference(self.ground)

    @property
    def text(self) -> Text:
        """The line of the request: what is missing, who shows it, by what."""
        return line_of(self.entry)


def line_of(entry: FactEntry) -> Text:
    """A fact that a party supplies, as a line of a request asks for it."""
    assert isinstance(entry.supplier, Bearer)
    who, label, proof = named(entry.supplier), entry.label, entry.proof
    by = Text(f"，以{proof.zh}证明", f", shown by {proof.en}") if proof else Text("", "")
    return Text(
        f"{label.zh}（由{who.zh}提供{by.zh}）"[:MOST],
        f"{label.en} (from {who.en}{by.en})"[:MOST],
    )


def lacking(heard: Hearing, edition: Edition) -> Iterator[Lacking]:
    """Everything a hearing leaves open to the parties, each fact once, in the order of the grounds."""
    seen = set()
    for found in heard.open_questions:
        for name in found.missing:
            entry = edition.entry(name)
            if name not in seen and isinstance(entry.supplier, Bearer):
                seen.add(name)
                yield Lacking(entry, found.ground)


def items(matter: Matter) -> list[Item]:
    """The lines of a request for everything an application lacks."""
    edition = law_of(matter.area).edition
    return [
        Item(RequestItem.Type.MISSING, in_language(one.text), one.article)
        for one in lacking(hearing(matter), edition)
    ]


def on_record(matter: Matter, asked: Sequence[RequestItem]) -> dict[int, str]:
    """What is known by now of the facts that lines of a request ask an application for, by the key of
    the line. A line the official put in other words waits for the party's own."""
    law, application = law_of(matter.area), application_of(matter)
    facts = application.work.facts
    known = {}
    for entry in map(law.entry, facts_of(asked_gate(law, application))):
        if isinstance(entry.supplier, Bearer) and facts.get(entry.name) is not None:
            line = line_of(entry)
            known |= dict.fromkeys((line.zh, line.en), entry)
    return {
        item.pk: _("On record: %(fact)s: %(value)s.")
        % {"fact": fact(entry), "value": value(entry, facts[entry.name])}
        for item in asked
        if (entry := known.get(item.what))
    }


def of_chapter(matter: Matter) -> list[Item]:
    """The lines of a request on a project: the parts that its chapter under review lacks, each with
    what to do and, where the law asks for it, the article. Empty while no such chapter is handed in."""
    project = Project.objects.get(matter=matter)
    chapter = newest(project.pk, REVIEWED)
    edition = law_of(matter.area).edition
    return [
        Item(RequestItem.Type.MISSING, _line(one), _asks(edition, one))
        for one in (parts_missing(contents_of(chapter)) if chapter else ())
    ]


def chapter_on_record(matter: Matter, asked: Sequence[RequestItem]) -> dict[int, str]:
    """The version of the chapter that has by now the part a line asks for, by the key of the line."""
    chapter = newest(Project.objects.get(matter=matter).pk, REVIEWED)
    if chapter is None:
        return {}
    filled = [one for one in PARTS if one.filled(contents_of(chapter))]
    lines = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            lines |= {_line(one) for one in filled}
    said = _("It stands in the green chapter, stage “%(stage)s”, version %(n)s of %(day)s.") % {
        "stage": chapter.get_stage_display(),
        "n": chapter.version,
        "day": iso(timezone.localdate(chapter.handed_in_at)),
    }
    return {item.pk: said for item in asked if item.what in lines}


def _line(part: Part) -> str:
    """A part of a chapter as a line of a request asks for it."""
    return f"{part.title}: {part.missing}"[:MOST]


def _asks(edition: Edition, part: Part) -> str:
    """The article that asks a chapter for a part; "" for one that only makes it whole."""
    duties = (duty for duty in edition.duties if duty.subject is Subject.CHAPTER)
    return next((duty.article for duty in duties if set(part.facts) & set(facts_of(duty))), "")


def request_missing(
    actor: Actor, matter: Matter, *, due_on: date | None = None, why_again: str = ""
) -> Request:
    """Ask the applicant for everything missing at once; the time of the authority stands still.

    Raises ValidationError where nothing is missing or a request is open.
    """
    found = items(matter)
    return requests.ask(
        actor, matter, items=found, of=PartyRole.DEVELOPER, due_on=due_on, why_again=why_again
    )


def silent_since(matter: Matter) -> date | None:
    """The day a file counts as accepted from because nobody accepted it or asked in time: the day it
    was handed in, or a request was answered. None while there is time, or it cannot be told yet."""
    over = Clock.objects.filter(
        matter=matter,
        name=COMPLETENESS,
        stopped_on=None,
        provisional=False,
        due_on__lt=timezone.localdate(),
    )
    if not over.exists():
        return None
    answered = Request.objects.filter(matter=matter, answered_at__isnull=False)
    last = answered.order_by("-answered_at").values_list("answered_at", flat=True).first()
    return timezone.localdate(last or matter.opened_at)


def check_in_time(matter: Matter) -> None:
    """Whether a file that is not accepted yet may still be asked about."""
    if since := silent_since(matter):
        raise ValidationError(
            _(
                "Nobody asked in time: the file counts as accepted since %(day)s. Accept it first; "
                "what is missing may be asked for while the time to decide runs."
            )
            % {"day": since}
        )
