"""Who signs the letters of an area: its name, its short name in numbers, and where one may appeal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act

from .models import Authority
from .printing import check_printable


def name_authority(actor: Actor, area: Area, **named: Any) -> Authority:
    """Say who signs for an area; letters already issued keep the name they bear."""
    for name, text in named.items():
        try:
            check_printable(text)
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error
    with act(actor, "name_authority", area, area=area) as event:
        authority, _created = Authority.objects.update_or_create(area=area, defaults=named)
        event.subject = authority
        event.note(**named)
    return authority
