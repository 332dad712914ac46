"""A matter as one volume (卷宗): asked for as an act, made by a worker with progress (Penalty Law,
Article 47: the whole course is on record).

What goes in follows the labels of the documents: for the authority everything, for the parties what
they may open, for the public what anybody may, which is the redacted copy where there is one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import filings, jobs
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.matters.parties import roles_in
from greenward.bureau.casework.matters.visibility import works_on
from greenward.bureau.casework.models import Filing, Matter
from greenward.bureau.casework.models.filings import Label

from . import telling
from .binding import bind, pieces
from .models import Volume

JOB = "volume"


def scopes(actor: Actor, matter: Matter) -> list[tuple[str, Any]]:
    """For whom an actor may have the volume made."""
    official = works_on(actor, matter)
    return [one for one in Volume.Scope.choices if official or one[0] == Volume.Scope.PARTIES]


def ask(actor: Actor, matter: Matter, *, scope: str) -> Volume:
    """Ask a worker for the volume. Raises PermissionDenied, also for a scope that is not theirs."""
    parties = roles_in(actor, matter)
    with act(actor, "print_volume", matter, area=matter.area, parties=parties) as event:
        if actor.user is None or scope not in dict(scopes(actor, matter)):
            raise PermissionDenied(_("Your duty post does not include this act."))
        volume = Volume.objects.create(
            matter=matter,
            owner=actor.user,
            scope=scope,
            language=translation.get_language() or settings.LANGUAGE_CODE,
        )
        jobs.enqueue(JOB, volume.pk)
        event.note(volume=volume.pk, scope=scope)
    return volume


def path_of(volume: Volume) -> Path:
    return Path(settings.EXPORTS) / "volumes" / f"{volume.pk}.pdf"


def make(pk: int) -> None:
    """Bind a volume that waits; safe to repeat. It is made with what its owner may see by now."""
    volume = Volume.objects.select_related("matter__area", "matter__officer", "owner").get(pk=pk)
    if volume.state == Volume.State.READY:
        return
    Volume.objects.filter(pk=pk).update(state=Volume.State.RUNNING)
    with translation.override(volume.language):
        told = telling.tell(volume.matter, volume.scope)
        held = pieces(_filings(volume))
        pages = _write(volume, told, held)
    Volume.objects.filter(pk=pk).update(
        state=Volume.State.READY, pages=pages, ready_at=timezone.now()
    )


def failed(pk: int, reason: str) -> None:
    Volume.objects.filter(pk=pk).update(state=Volume.State.FAILED, error=reason)


def _filings(volume: Volume) -> QuerySet[Filing]:
    """The documents of the scope, oldest first; the authority's has every version."""
    found = Filing.objects.filter(matter=volume.matter).select_related("document").order_by("pk")
    if volume.scope == Volume.Scope.PUBLIC:
        return found.filter(filings.visible(Actor.nobody()))
    found = found.filter(filings.visible(Actor.of(volume.owner)))
    if volume.scope == Volume.Scope.PARTIES:
        found = found.filter(label__in=(Label.PARTIES, Label.PUBLIC))
    return found


def _write(volume: Volume, told: dict[str, Any], held: list[Any]) -> int:
    """The file appears whole; give its number of pages."""
    path = path_of(volume)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pages = bind(draft, told, held, progress=lambda done, total: _tell(volume.pk, done, total))
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return pages


def _tell(pk: int, done: int, total: int) -> None:
    Volume.objects.filter(pk=pk).update(done=done, total=total)
