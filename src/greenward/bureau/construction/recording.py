"""The one way to record something of a project or plot, whatever the record is.

    with recorded(actor, project, "submit_chapter", because=reason) as event:
        ...the room's own writes...

The work's row is locked; after the writes its facts are gathered anew. A party changes nothing that
an authority has before it, and what a passed gate stood on changes only with a reason, which opens
the gate, and every gate that stood on it, anew (Articles 13, 14, 16).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import Event, act
from greenward.bureau.casework.matters.parties import roles_in
from greenward.bureau.casework.matters.steps import beside
from greenward.bureau.casework.models import Request
from greenward.bureau.casework.words import in_language
from greenward.law.language import facts_of

from . import cases
from .holding import W, check_free, lock
from .models import Application, Plot, Project
from .offices import of_kind
from .reopening import Watched, watched


@contextmanager
def recorded(
    actor: Actor, work: W, name: str, *, because: str = "", anew: Collection[str] = ()
) -> Iterator[Event]:
    """Run an act that records something; afterwards the facts are gathered and judged anew.

    Write only inside the block: `work` is read anew when it begins. `anew` are facts whose record the
    act makes another even where they stay the same (a chapter's new version). Raises
    PermissionDenied for whoever may not, and ValidationError where the project is held or closed, an
    authority has the changed facts before it, or a passed gate stands on them and `because` is empty.
    """
    with transaction.atomic():
        lock(work)
        with _act(actor, work, name) as event:
            check_free(work)
            with watched(work, event, because, judge=partial(check_not_handed_in, actor, anew)):
                yield event


@contextmanager
def keeping(project: Project) -> Iterator[None]:
    """Around an act that is none of the project's own but changes one of its cases (a receipt, signed
    by whoever received): its row is locked meanwhile, and its cases are kept anew."""
    with transaction.atomic():
        lock(project)
        yield
        cases.keep([project.pk])


def check_not_handed_in(actor: Actor, anew: Collection[str], watch: Watched) -> None:
    """What was handed in stays as it is while somebody else has it to decide on, unless more was
    asked for. What was not known yet may be added; who decides may state what they find."""
    edited = {name for name in watch.changed.union(anew) if watch.before.get(name) is not None}
    if not edited or actor.is_official:
        return
    for application in _handed_in(actor, watch.work):
        if edited & set(facts_of(watch.law.edition.gate(application.gate))):
            title = in_language(watch.law.edition.gate(application.gate).title)
            raise ValidationError(
                _(
                    "“%(gate)s” was handed in (%(number)s) and stands on this: take the "
                    "application back, or wait until the authority asks for more."
                )
                % {"gate": title, "number": application.matter.number}
            )


def _handed_in(actor: Actor, work: Project | Plot) -> list[Application]:
    """The open applications that somebody else than the actor decides, and nothing is asked of."""
    asked = Request.objects.filter(matter=OuterRef("matter"), answered_at=None, withdrawn_at=None)
    rows = Application.objects.filter(~Exists(asked), **work.key, matter__closed_at=None)
    roles = roles_in(actor, work.matter) if isinstance(work, Project) else frozenset()
    found = rows.select_related("matter")
    return [one for one in found if not of_kind(one.matter.kind).is_decided_by(roles)]


def _act(actor: Actor, work: W, name: str) -> AbstractContextManager[Event]:
    if isinstance(work, Project):
        return beside(actor, work.matter, name)
    return act(actor, name, work, area=work.area)
