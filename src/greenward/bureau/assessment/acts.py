"""The acts recorded on a building's page: for each its duty post, its form and its service.

An act on a row (an order, an energy act, a class) is offered beside that row while it still makes
sense; the service decides and its refusal becomes an error of the form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.forms import Form
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import keep
from greenward.bureau.enforcement.models import CorrectionOrder
from greenward.bureau.enforcement.services import (
    mark_corrected,
    record_penalty,
    record_service,
)
from greenward.bureau.operation.services import record_metering
from greenward.bureau.performance.models import EnergyAct
from greenward.bureau.performance.services import (
    record_energy_act,
    withdraw_energy_act,
)
from greenward.bureau.registry.models import Building, BuildingClass
from greenward.bureau.registry.services import end_class, record_class

from . import forms


@dataclass(frozen=True)
class Recording:
    """One act: the act of the table of permissions, its words, its form and what it does.

    `row` is the model of the row it concerns, `when(row, today)` whether it is offered there.
    `anchor` is the part of the page it belongs to.
    """

    act: str
    title: str | Promise
    form: type[Form]
    anchor: str
    do: Callable[[Actor, Any, dict[str, Any]], object]
    row: type[Model] | None = None
    when: Callable[[Any, date], bool] = lambda _row, _today: True

    def subject(self, building: Building, number: int | None) -> Any:
        """What the act is done on: the building, or its row of that number; None when unknown."""
        if self.row is None or number is None:
            return building if self.row is None and number is None else None
        return self.row._default_manager.filter(building=building, pk=number).first()


def _energy_act(actor: Actor, building: Building, given: dict[str, Any]) -> object:
    if sent := given.pop("document"):
        media = sent.content_type or "application/octet-stream"
        given["document"] = keep(actor, sent.file, sent.name, media)
    return record_energy_act(actor, building=building, **given)


def _on_paper(order: CorrectionOrder) -> bool:
    """An order made here is served and followed in its matter; one made on paper, on this page."""
    return not hasattr(order, "case")


def _penalty(actor: Actor, order: CorrectionOrder, given: dict[str, Any]) -> object:
    return record_penalty(actor, order, amount_fen=given.pop("amount"), **given)


RECORDINGS: dict[str, Recording] = {
    "energy-act": Recording(
        "record_energy_act",
        _("Record an audit, measures or a retrofit"),
        forms.EnergyActForm,
        "acts",
        _energy_act,
    ),
    "metering": Recording(
        "record_metering",
        _("Record the state of metering"),
        forms.MeteringForm,
        "metering",
        lambda actor, building, given: record_metering(actor, building=building, **given),
    ),
    "class": Recording(
        "record_class",
        _("Record a class"),
        forms.ClassForm,
        "classes",
        lambda actor, building, given: record_class(actor, building, **given),
    ),
    "end-class": Recording(
        "record_class",
        _("End this record"),
        forms.ReasonForm,
        "classes",
        lambda actor, row, given: end_class(actor, row, **given),
        BuildingClass,
        lambda row, _today: row.ended_at is None,
    ),
    "withdraw": Recording(
        "record_energy_act",
        _("Withdraw this record"),
        forms.ReasonForm,
        "acts",
        lambda actor, row, given: withdraw_energy_act(actor, row, why=given["reason"]),
        EnergyAct,
        lambda row, _today: row.withdrawn_on is None,
    ),
    "served": Recording(
        "order_correction",
        _("Record the service"),
        forms.ServiceForm,
        "",
        lambda actor, order, given: record_service(actor, order, **given),
        CorrectionOrder,
        lambda order, _today: _on_paper(order) and not (order.served_on or order.corrected_on),
    ),
    "corrected": Recording(
        "order_correction",
        _("Record the correction"),
        forms.CorrectedForm,
        "",
        lambda actor, order, given: mark_corrected(actor, order, **given),
        CorrectionOrder,
        lambda order, _today: _on_paper(order) and order.corrected_on is None,
    ),
    "penalty": Recording(
        "record_penalty",
        _("Record the fine imposed"),
        forms.PenaltyForm,
        "",
        _penalty,
        CorrectionOrder,
        lambda order, today: order.expired(today) and not hasattr(order, "penalty"),
    ),
}
"""By the word in the address."""


@dataclass(frozen=True)
class Offered:
    """A form as the page shows it: closed until opened, open when it was sent and refused."""

    title: str | Promise
    url: str
    form: Form
    open: bool = False
    multipart: bool = False


Refused = dict[tuple[str, int | None], Form]
"""A form that was not taken, by its act and the number of its row."""


def offered(
    actor: Actor,
    building: Building,
    refused: Refused,
    today: date,
    row: Any = None,
    initial: dict[str, Any] | None = None,
) -> dict[str, Offered]:
    """The acts the actor may do on a building, or on one of its rows, each with its form."""
    found = {}
    for name, recording in RECORDINGS.items():
        fits = recording.row is None if row is None else type(row) is recording.row
        if not fits or not actor.may(recording.act, building.area.path):
            continue
        if row is not None and not recording.when(row, today):
            continue
        number = None if row is None else row.pk
        sent = refused.get((name, number))
        form = sent or recording.form(initial=initial, auto_id=auto_id(name, number))
        args = [building.pk, name] if number is None else [building.pk, name, number]
        url = reverse("assessment:record", args=args)
        found[name.replace("-", "_")] = Offered(
            recording.title, url, form, bool(sent), form.is_multipart()
        )
    return found


def auto_id(name: str, number: int | None) -> str:
    """Ids of a form's fields that no other form of the page has."""
    return f"{name}-{number}-%s" if number else f"{name}-%s"
