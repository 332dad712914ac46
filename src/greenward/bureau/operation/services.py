"""Acts of chapter III: what an inspection or the platform found about a building's metering."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.registry.models import Building

from .models import MeteringState


def record_metering(
    actor: Actor,
    *,
    building: Building,
    as_of: date,
    source: str,
    submeters_installed: bool | None = None,
    monitoring_installed: bool | None = None,
    metering_operating: bool | None = None,
    data_transmitted: bool | None = None,
) -> MeteringState:
    """Record the state of metering (Article 27) as of a day; it ends the record before it."""
    with act(actor, "record_metering", building, area=building.area) as event:
        building.metering_states.filter(ended_at=None).update(ended_at=timezone.now())
        state = MeteringState.objects.create(
            building=building,
            as_of=as_of,
            source=source,
            submeters_installed=submeters_installed,
            monitoring_installed=monitoring_installed,
            metering_operating=metering_operating,
            data_transmitted=data_transmitted,
            recorded_by=actor.name,
        )
        event.note(
            state=state.pk,
            as_of=as_of,
            submeters_installed=submeters_installed,
            monitoring_installed=monitoring_installed,
            metering_operating=metering_operating,
            data_transmitted=data_transmitted,
        )
    return state
