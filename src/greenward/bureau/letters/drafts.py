"""Drafts: a letter is begun from its kind, changed by officers, and printed to be read over.

A draft has no number and bears a mark across every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import Event
from greenward.bureau.casework.matters.steps import beside
from greenward.bureau.casework.models import Matter, Party

from .kinds import named
from .models import Letter
from .printing import check_printable
from .rendering import draft_pdf


def write(
    actor: Actor,
    matter: Matter,
    kind_name: str,
    *,
    party: Party,
    fields: dict[str, Any] | None = None,
    about: Letter | None = None,
    translated: bool = False,
) -> Letter:
    """Begin a draft to a party. Fields not given begin with what the kind knows of the matter.

    Raises ValidationError where the kind and the earlier letter do not fit, or a text cannot be
    printed.
    """
    kind = named(kind_name)
    _check_about(kind_name, matter, about)
    if party.matter_id != matter.pk:
        raise ValidationError(_("The addressee is no party of this matter."))
    with beside(actor, matter, "write_letter") as event:
        letter = Letter.objects.create(
            matter=matter,
            kind=kind.name,
            party=party,
            about=about,
            fields={**kind.initial(matter, about), **(fields or {})},
            translated=translated,
            written_by=actor.user,
        )
        _check_prints(letter)
        event.note(letter=letter.pk, kind=kind.name, about=about.number if about else None)
    return letter


def change(
    actor: Actor, letter: Letter, *, fields: dict[str, Any], translated: bool = False
) -> Letter:
    """Change what was entered for a draft; what a room put beside it stays. Raises ValidationError."""
    with changing(actor, letter, "write_letter") as (draft, event):
        draft.fields = {**draft.fields, **fields}
        draft.translated, draft.written_by = translated, actor.user
        draft.save(update_fields=["fields", "translated", "written_by"])
        _check_prints(draft)
        event.note(kind=draft.kind)
    return draft


def discard(actor: Actor, letter: Letter) -> None:
    """Put a draft away; it never had a number, so none is lost."""
    with changing(actor, letter, "discard_letter") as (draft, event):
        draft.state = Letter.State.DISCARDED
        draft.save(update_fields=["state"])
        event.note(kind=draft.kind)


@contextmanager
def changing(actor: Actor, letter: Letter, name: str) -> Iterator[tuple[Letter, Event]]:
    """An act on a draft, beside its matter, under the draft's lock. Raises ValidationError."""
    with beside(actor, letter.matter, name) as event:
        draft = Letter.objects.select_for_update().get(pk=letter.pk)
        draft.matter = letter.matter
        if not draft.is_draft:
            raise ValidationError(_("It is no draft any more and cannot be changed."))
        event.note(letter=draft.pk)
        yield draft, event


def _check_about(kind_name: str, matter: Matter, about: Letter | None) -> None:
    kind = named(kind_name)
    if bool(kind.about) != (about is not None):
        raise ValidationError(_("Say which issued letter it is about."))
    if about is None:
        return
    if about.matter_id != matter.pk or not about.is_issued:
        raise ValidationError(_("Only an issued letter of the same matter can be followed up."))
    if "*" not in kind.about and about.kind not in kind.about:
        raise ValidationError(_("A letter of this kind does not follow that one."))


def _check_prints(letter: Letter) -> None:
    """Every text can be printed as it was typed; where nobody signs yet, only the signs count."""
    for text in letter.fields.values():
        check_printable(str(text))
    draft_pdf(letter)
