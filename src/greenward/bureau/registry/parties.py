"""Who takes part in a matter about a building: its owner and its manager, as they are on file."""

from __future__ import annotations

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters.steps import TakingPart

from .models import Building


def parties_of(building: Building) -> list[TakingPart]:
    found = ((PartyRole.OWNER, building.owner), (PartyRole.MANAGER, building.manager))
    return [TakingPart(role, who) for role, who in found if who is not None]
