"""Acts of chapter III: what an inspection or the platform found about a building's metering."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.errors import Refusal
from greenward.bureau.registry.models import Building

from .models import MeteringState


class OperationError(Refusal):
    """The act does not fit its dates or states nothing; the message says what to change."""


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
    """Record the state of metering as of a day (Article 27), whole: None is *not known*.

    It ends the record that held before. A state of an earlier day than that record's is kept as
    history and ends nothing. Raises OperationError for a day to come, no
    source, or a state that states nothing.
    """
    said = {
        "submeters_installed": submeters_installed,
        "monitoring_installed": monitoring_installed,
        "metering_operating": metering_operating,
        "data_transmitted": data_transmitted,
    }
    with act(actor, "record_metering", building, area=building.area) as event:
        check_past(OperationError, as_of=as_of)
        if not source.strip():
            raise OperationError(_("Name the inspection or the record that says so."))
        if set(said.values()) == {None}:
            raise OperationError(_("Say at least one thing about the metering."))
        Building.objects.select_for_update(no_key=True).get(pk=building.pk)
        states = building.metering_states
        now = timezone.now()
        earlier = states.filter(ended_at=None, as_of__gt=as_of).exists()
        if not earlier:
            states.filter(ended_at=None).update(ended_at=now)
        state = states.create(
            as_of=as_of,
            source=source,
            recorded_by=actor.name,
            ended_at=now if earlier else None,
            **said,
        )
        event.note(state=state.pk, as_of=as_of, source=source, **said)
    return state
