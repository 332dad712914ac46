"""Who takes part in a matter, in which role, from when to when."""

from __future__ import annotations

from django.db.models import Q

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, held_on

from ..models import Matter, Party


def held_by(actor: Actor) -> Q:
    """A condition on Party: held on the actor's day by the person or one of their organisations."""
    return held_on(actor.on) & (Q(user=actor.user) | Q(organisation__in=actor.organisations))


def roles_in(actor: Actor, matter: Matter) -> frozenset[PartyRole]:
    """What an actor is in a matter; nothing for officials and the console."""
    if actor.user is None:
        return frozenset()
    found = Party.objects.filter(held_by(actor), matter=matter).values_list("role", flat=True)
    return frozenset(PartyRole(role) for role in found)
