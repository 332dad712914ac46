"""Which matters an actor sees: the rule of posts and parties, as one condition on indexed columns."""

from __future__ import annotations

from django.db.models import Q

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from ..models.matters import Party
from . import kinds
from .parties import held_by


def visible(actor: Actor) -> Q:
    """A condition on Matter: of kinds a post works on or reads, inside the post's area; and those
    where the person or one of their organisations is a party on the day."""
    if actor.everywhere:
        return Q()
    seen = Q(pk__in=[])
    for duty in actor.duties:
        areas = Area.objects.filter(path__startswith=duty.area_path)
        seen |= Q(kind__in=kinds.of_post(duty.role), area__in=areas)
    if actor.user:
        seen |= Q(pk__in=Party.objects.filter(held_by(actor)).values("matter"))
    return seen
