"""Which matters an actor sees: the rule of posts and parties, as one condition on indexed columns."""

from __future__ import annotations

from django.db.models import Q

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from ..models.matters import Matter, Party
from . import kinds
from .parties import held_by

NONE = Q(pk__in=[])


def works_on(actor: Actor, matter: Matter) -> bool:
    """Whether the actor's post works on or reads matters of this kind where this one lies, and this
    one is not its parties' alone for now."""
    kind = kinds.named(matter.kind)
    if actor.everywhere:
        return True
    return matter.state not in kind.private and actor.holds(kind.posts, matter.area.path)


def visible(actor: Actor) -> Q:
    """A condition on Matter: what an actor sees by post or as a party."""
    return Q() if actor.everywhere else by_post(actor) | as_party(actor)


def by_post(actor: Actor) -> Q:
    """Matters of kinds a post works on or reads, inside the post's area; none that is its parties'
    alone for now."""
    seen = NONE
    for duty in actor.duties:
        areas = Area.objects.filter(path__startswith=duty.area_path)
        seen |= Q(kind__in=kinds.of_post(duty.role), area__in=areas)
    for kind in kinds.every():
        if kind.private:
            seen &= ~Q(kind=kind.name, state__in=kind.private)
    return seen


def as_party(actor: Actor) -> Q:
    """Matters where the person or one of their organisations is a party on the day."""
    if actor.user is None:
        return NONE
    return Q(pk__in=Party.objects.filter(held_by(actor)).values("matter"))
