"""Which certificates an actor sees, and what anybody may know about one by its number."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import CharField, F, Q
from django.db.models.functions import Cast

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas
from greenward.bureau.casework.models import AuditEvent, Matter

from . import kinds
from .models import Certificate


def visible(actor: Actor) -> Q:
    """A condition on Certificate: in the areas of the posts; of matters, and issued about things,
    that the actor or their organisations may see."""
    if actor.everywhere:
        return Q()
    seen = Q(area__in=Area.objects.filter(visible_areas(actor)))
    if not actor.organisations:
        return seen
    issued = Q(matter__in=Matter.objects.visible_to(actor).values("pk"))
    for model in {kind.model: kind for kind in kinds.every()}.values():
        keys = model.subjects().visible_to(actor).values(key=Cast(F("pk"), CharField()))
        issued |= Q(subject_type=model.model, subject_id__in=keys)
    return seen | ~Q(status=Certificate.Status.DRAFT) & issued


def about(actor: Actor, subject: models.Model) -> models.QuerySet[Certificate]:
    """The certificates about one thing that the actor sees, the newest first."""
    key = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    return Certificate.objects.visible_to(actor).filter(**key).order_by("-pk")


def by_number(number: str) -> Certificate | None:
    """The issued certificate of a number, for whoever asks."""
    return Certificate.objects.filter(number=number).select_related("area").first()


def status(certificate: Certificate) -> dict[str, Any]:
    """What the office says about an issued certificate, for programs: no personal data in it.

    `log` is the number of its issue's entry in the log, once the log has taken it up.
    """
    said: dict[str, Any] = {"number": certificate.number, "status": certificate.standing}
    if certificate.revoked_on:
        said |= {"since": str(certificate.revoked_on), "reason": certificate.reason}
        if next_one := certificate.replaced_by:
            said["replaced_by"] = next_one.number
    if certificate.expires_at:
        said["expires"] = certificate.expires_at.isoformat()
    entry = issuing(certificate)
    if entry and entry.leaf_index is not None:
        said["log"] = entry.leaf_index
    return said


def issuing(certificate: Certificate) -> AuditEvent | None:
    """The act of issue; its `leaf_index` is None while the log has not taken it up."""
    return AuditEvent.objects.filter(
        subject_type=Certificate._meta.label_lower,
        subject_id=str(certificate.pk),
        act=certificate.issued_by_act,
    ).first()


def revoked() -> list[dict[str, str]]:
    """Every certificate that was ever revoked: its number, day and reason, the oldest first."""
    rows = Certificate.objects.filter(revoked_at__isnull=False).order_by("revoked_at", "pk")
    return [
        {"number": row.number, "since": str(row.revoked_on), "reason": row.reason}
        for row in rows.only("number", "revoked_at", "reason")
    ]
