"""The papers of a plot: its land-use conditions and its contract or allocation decision (Article 12,
second and third paragraphs).

What a paper states of the star and of industrialised construction is entered once, with number, day
and document; the land gate and the star chain read it from there.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload

from .models import Plot
from .models.land import LandConditions, LandDocument
from .recording import recorded
from .uploads import stored

Paper = LandConditions | LandDocument
P = TypeVar("P", LandConditions, LandDocument)


def record_conditions(
    actor: Actor, plot: Plot, *, upload: Upload | None = None, because: str = "", **fields: Any
) -> LandConditions:
    """Record the land-use conditions of a plot, or correct them. `fields` are columns of the model.

    Raises ValidationError for a day to come, and without `because` where the land gate stands on them.
    """
    return _record(actor, plot, LandConditions, upload, because, fields)


def record_document(
    actor: Actor, plot: Plot, *, upload: Upload | None = None, because: str = "", **fields: Any
) -> LandDocument:
    """Record the land grant contract or the allocation decision of a plot, or correct it; as above."""
    return _record(actor, plot, LandDocument, upload, because, fields)


def conditions_of(plot: Plot) -> LandConditions | None:
    return LandConditions.objects.filter(plot=plot, ended_at=None).first()


def document_of(plot: Plot) -> LandDocument | None:
    return LandDocument.objects.filter(plot=plot, ended_at=None).first()


def _record(
    actor: Actor,
    plot: Plot,
    model: type[P],
    upload: Upload | None,
    because: str,
    fields: dict[str, Any],
) -> P:
    check_past(day=fields["day"])
    with recorded(actor, plot, "record_land", because=because) as event:
        last = model.objects.filter(plot=plot, ended_at=None).first()
        document = stored(actor, upload) if upload else last and last.document
        model.objects.filter(plot=plot, ended_at=None).update(ended_at=timezone.now())
        row = model.objects.create(
            plot=plot, document=document, because=because, recorded_by=actor.user, **fields
        )
        event.note(paper=model._meta.model_name, **_said(row))
    return row


def _said(row: Paper) -> dict[str, Any]:
    return {
        "number": row.number,
        "day": row.day,
        "star": row.star,
        "industrialised": row.states_industrialised,
        "document": row.document_id or "",
    }
