"""Decisions: a gate passed or refused, each on the facts of its moment (Articles 12 to 16; B1 to B5;
Administrative Licensing Law, Articles 38 and 42).

A grant needs every ground met. A refusal needs one that is known unmet, and its grounds are exactly
those: what is merely missing is asked for, never refused.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.steps import step
from greenward.bureau.casework.models import Matter
from greenward.bureau.casework.words import in_language
from greenward.law.gates import Answer, Finding, Hearing, ask
from greenward.law.reading import Facts

from . import papers
from .application import application_of, asked_gate, hearing
from .holding import lock
from .law import Law, law_of
from .models import Decision, Plot, Project
from .offices import of_kind
from .reopening import gathered, keep, watched


def grant(actor: Actor, matter: Matter, *, number: str = "", remark: str = "") -> Decision:
    """Pass the gate. Raises ValidationError that lists what is unmet or missing."""
    return _decide(actor, matter, "grant", granted=True, number=number, remark=remark)


def refuse(actor: Actor, matter: Matter, *, number: str = "", remark: str = "") -> Decision:
    """Refuse on the grounds that are known unmet; a failed acceptance is recorded the same way."""
    return _decide(actor, matter, "refuse", granted=False, number=number, remark=remark)


def check_open(matter: Matter) -> None:
    """The guard of a grant: every ground is met. Raises ValidationError with all that is not."""
    heard = hearing(matter)
    if heard.answer is Answer.OPEN:
        return
    said = [_("not met: %(text)s") % {"text": ground_words(f)} for f in heard.unmet]
    said += [_("not known yet: %(text)s") % {"text": ground_words(f)} for f in heard.open_questions]
    raise ValidationError(said)


def check_refusable(matter: Matter) -> None:
    """The guard of a refusal: some ground is known unmet; what is missing is asked for instead."""
    heard = hearing(matter)
    if heard.answer is Answer.REFUSED:
        return
    raise ValidationError(
        _("Every requirement is met: it cannot be refused.")
        if heard.answer is Answer.OPEN
        else _("Nothing is known to be unmet. Ask for what is missing instead of refusing.")
    )


def ground_words(found: Finding) -> str:
    """A ground with its article, in the language of the page."""
    where = _("Article %(number)s") % {"number": found.ground.article}
    return f"{in_language(found.ground.text)} ({where})"


def record(
    actor: Actor,
    work: Project | Plot,
    law: Law,
    heard: Hearing,
    facts: Facts,
    *,
    granted: bool,
    decided_on: date,
    number: str,
    **more: Any,
) -> Decision:
    """Keep a decision with the law, the facts it was asked on and the answer of its moment."""
    return Decision.objects.create(
        **work.key,
        gate=heard.gate.id,
        granted=granted,
        decided_on=decided_on,
        number=number,
        edition_id=law.hash,
        facts={name: value for name, value in facts.items() if value is not None},
        unmet=[found.ground.id for found in heard.unmet],
        missing=list(heard.missing),
        recorded_by=actor.user,
        **more,
    )


def _decide(
    actor: Actor, matter: Matter, verb: str, *, granted: bool, number: str, remark: str
) -> Decision:
    application, office = application_of(matter), of_kind(matter.kind)
    work = application.work
    with transaction.atomic():
        lock(work)
        law = law_of(work.area)
        keep(law, work, gathered(law, [work])[work.pk])  # what the guard of the step reads
        with (
            step(actor, matter, office.act(verb)) as (moved, event),
            watched(work, event, remark) as watch,
        ):
            heard = ask(asked_gate(law, application), watch.before)
            decision = record(
                actor,
                work,
                law,
                heard,
                watch.before,
                granted=granted,
                decided_on=timezone.localdate(),
                number=number or moved.number,
                note=remark,
                application=application,
            )
            event.note(gate=application.gate, edition=law.hash, granted=granted)
            event.note(unmet=decision.unmet, number=decision.number)
        keep(law, work, watch.after)  # the application is closed now: the course goes on
        papers.on_decided(actor, decision)
    return decision
