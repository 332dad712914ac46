"""Drafts that wait for an approval, for the inbox of whoever may issue them (four eyes: never one's
own)."""

from __future__ import annotations

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.inbox import Lead, Leads

from . import kinds
from .models import Certificate


def leads(actor: Actor, most: int) -> Leads | None:
    """The drafts the actor may issue, the oldest first; None for whom no post includes it."""
    mine = _may_issue(actor)
    if not mine:
        return None
    drafts = Certificate.objects.filter(mine, status=Certificate.Status.DRAFT)
    others = drafts.exclude(prepared_by=actor.user).annotate(total=Window(Count("*")))
    rows = others.select_related("prepared_by").order_by("pk")[:most]
    first = [_lead(row) for row in rows]
    return Leads(
        _("Certificates that wait for your approval"),
        first,
        rows[0].total if first else 0,
        reverse("certificates:certificates"),
        _("to approve"),
    )


def _may_issue(actor: Actor) -> Q:
    """A condition on Certificate: of a kind and in an area that a post of the actor issues."""
    found = Q()
    for kind in kinds.every():
        for duty in actor.duties:
            if duty.role in ACTS[kind.issues].posts:
                found |= Q(kind=kind.name, area__path__startswith=duty.area_path)
    return found


def _lead(row: Certificate) -> Lead:
    kind = kinds.named(row.kind)
    about = kind.at_a_glance(row.claims)
    return Lead(
        f"{kind.title}: {about}",
        reverse("certificates:certificate", args=[row.pk]),
        _("prepared by %(who)s") % {"who": row.prepared_by or _("operator")},
        since=timezone.localdate(row.prepared_at),
    )
