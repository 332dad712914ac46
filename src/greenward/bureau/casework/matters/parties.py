"""Who takes part in a matter, in which role, from when to when."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole, held_on

from ..models import Matter, Party


def held_by(actor: Actor) -> Q:
    """A condition on Party: held on the actor's day by the person or one of their organisations."""
    return held_on(actor.on) & (Q(user=actor.user) | Q(organisation__in=actor.organisations))


def present(matter: Matter) -> list[Party]:
    """Who takes part in a matter today, by role, read once for each matter in hand: for pages. An act
    asks anew."""
    if not hasattr(matter, "present"):
        rows = Party.objects.filter(held_on(timezone.localdate()), matter=matter)
        matter.present = list(rows.select_related("organisation", "user").order_by("role", "pk"))
    return matter.present


def roles_shown(actor: Actor, matter: Matter) -> frozenset[PartyRole]:
    """What a page takes an actor to be in a matter; nothing for officials and the console."""
    user = actor.user.pk if actor.user else None
    return frozenset(
        PartyRole(party.role)
        for party in present(matter)
        if actor.acts_for(party.organisation_id) or (user and party.user_id == user)
    )


def roles_in(actor: Actor, matter: Matter) -> frozenset[PartyRole]:
    """What an actor is in a matter; nothing for officials and the console."""
    if actor.user is None:
        return frozenset()
    found = Party.objects.filter(held_by(actor), matter=matter).values_list("role", flat=True)
    return frozenset(PartyRole(role) for role in found)


def acting_for(
    actor: Actor, matter: Matter, roles: Iterable[PartyRole] | None = None
) -> Organisation | None:
    """The organisation for which an actor takes part in a matter, in one of some roles (None: in any);
    the one that joined first where there are several. None for whoever takes part by themselves, or
    not at all."""
    if actor.user is None:
        return None
    held = Party.objects.filter(held_by(actor), matter=matter, organisation__isnull=False)
    if roles is not None:
        held = held.filter(role__in=roles)
    party = held.select_related("organisation").order_by("pk").first()
    return party.organisation if party else None
