"""Homes and their buyers: the developer or the registrar enters a home with its sales contract, the
buyer claims it by the contract's number and then sees the public side of the building (Articles 20
and 21: what a buyer of a home is told).

Of the number only a salted, slow hash is kept, and a few wrong numbers end the claiming.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, Standing
from greenward.bureau.casework.acts import act

from .models import Building, Unit, UnitHolding

MOST_TRIES = 5
Way = Callable[[Sequence[UnitHolding]], Mapping[int, tuple[Any, str]]]
"""From holdings to what a room above has about each: a label and an address, by key."""
_ways: list[Way] = []


def lead(way: Way) -> None:
    """Lead buyers from their homes to a room's own page about them; call it in ``AppConfig.ready``."""
    _ways.append(way)


def ways(holdings: Sequence[UnitHolding]) -> dict[int, list[tuple[Any, str]]]:
    """The pages about some homes by holding; each room is asked once."""
    found: dict[int, list[tuple[Any, str]]] = {one.pk: [] for one in holdings}
    for way in _ways:
        for key, page in way(holdings).items():
            found[key].append(page)
    return found


def enter(
    actor: Actor, building: Building, *, number: str, contract: str, floor: str = ""
) -> UnitHolding:
    """Enter a home with its contract, or a new contract for one: the holding before ends yesterday
    (at the earliest on its own first day). Raises ValidationError."""
    unit = Unit(building=building, number=_plain(number), floor=floor.strip())
    unit.clean_fields(exclude=["building"])
    if not _plain(contract):
        raise ValidationError({"contract": _("Enter the number of the sales contract.")})
    own = frozenset({PartyRole.OWNER}) if actor.acts_for(building.owner_id) else frozenset()
    with act(actor, "enter_homes", building, area=building.area, parties=own) as event:
        unit, _new = Unit.objects.get_or_create(
            building=building, number=unit.number, defaults={"floor": unit.floor}
        )
        today = timezone.localdate()
        for held in unit.holdings.select_for_update().filter(last_day=None):
            held.last_day = max(held.first_day, today - timedelta(days=1))
            held.save(update_fields=["last_day"])
        holding = UnitHolding.objects.create(
            unit=unit, contract_hash=make_password(_plain(contract)), first_day=today
        )
        event.note(unit=unit.pk)
    return holding


def claim(actor: Actor, *, building: str, number: str, contract: str) -> UnitHolding:
    """Take a home as its buyer: by the building's code, the home's number and the contract's.

    Raises ValidationError, the same whatever does not fit, and counts a wrong contract number.
    """
    refusal = ValidationError(
        _(
            "No home fits these three. Check them on your contract; after %(most)s wrong contract "
            "numbers the developer has to enter the home anew."
        )
        % {"most": MOST_TRIES}
    )
    found = _tried(building, number)
    if found is None or not check_password(_plain(contract), found.contract_hash):
        raise refusal
    own = frozenset({Standing.SELF}) if actor.user else frozenset()
    with act(actor, "claim_home", found, parties=own) as event:
        mine = UnitHolding.objects.filter(pk=found.pk, user=None)
        if not mine.update(user=actor.user, claimed_at=timezone.now(), tries=0):
            raise refusal
        event.note(unit=found.unit_id)
    found.refresh_from_db()
    return found


def homes(actor: Actor) -> QuerySet[UnitHolding]:
    """The homes a person holds, with the public side of their buildings."""
    held = UnitHolding.objects.visible_to(actor).filter(user=actor.user, user__isnull=False)
    return held.select_related("unit__building__area").order_by("-pk")


def holders(day: date) -> Q:
    """Users who hold a home on a day: why they keep a sign-in without post or company."""
    held = UnitHolding.objects.filter(user__isnull=False).exclude(last_day__lt=day)
    return Q(pk__in=held.values("user"))


def _tried(building: str, number: str) -> UnitHolding | None:
    """The unclaimed holding that is meant, with one try more; counted before the number is
    checked, so that however many try at once, none tries more often than allowed."""
    waiting = UnitHolding.objects.filter(
        unit__building__code=_plain(building),
        unit__number=_plain(number),
        last_day=None,
        user=None,
        tries__lt=MOST_TRIES,
    )
    found = waiting.first()
    if found is None or not waiting.filter(pk=found.pk).update(tries=F("tries") + 1):
        return None
    return found


def _plain(text: str) -> str:
    """As people type it: full-width characters and blanks do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).split())
