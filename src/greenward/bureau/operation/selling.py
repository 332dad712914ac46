"""The sale of a project's homes: permit, contracts as read, what the sales site shows, and the amount
a fine would be counted from (Articles 19, 53; Regulations on Energy Conservation of Civil Buildings,
Article 22).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.recording import recorded
from greenward.bureau.registry.models import Unit

from .cameras import camera
from .models import DisplayProof, Sale, SaleContract, SalesAmount

PHOTOGRAPHS = ("image/jpeg", "image/png")


def enter_sale(
    actor: Actor,
    project: Project,
    *,
    permit: str,
    number: str,
    first_day: date,
    last_day: date | None = None,
    sale: Sale | None = None,
) -> Sale:
    """Enter homes on sale under a permit, or correct such an entry. Raises ValidationError."""
    if last_day is not None and last_day < first_day:
        raise ValidationError({"last_day": _("It ends before it begins.")})
    twin = Sale.objects.filter(project=project, number=number).exclude(pk=sale and sale.pk)
    if twin.exists():
        raise ValidationError({"number": _("A sale under this number is on file already.")})
    with recorded(actor, project, "enter_sale") as event:
        made = sale or Sale(project=project)
        made.permit, made.number = permit, number
        made.first_day, made.last_day = first_day, last_day
        made.save()
        event.note(sale=made.pk, number=number, first_day=first_day, last_day=last_day)
    return made


def read_contract(
    actor: Actor,
    sale: Sale,
    *,
    unit: Unit | None,
    signed_on: date | None,
    states: dict[str, bool | None],
    clause: str = "",
    upload: Upload | None = None,
) -> SaleContract:
    """Enter what a contract (without `unit`: the template) states: ``states_star``,
    ``states_indicators``, ``states_energy``; None is not read. It ends the reading before.

    Raises ValidationError for a home of no building of the project, or no day of signing.
    """
    project = sale.project
    if unit is not None:
        if not project.buildings.filter(pk=unit.building_id).exists():
            raise ValidationError({"unit": _("This home is in no building of the project.")})
        if signed_on is None:
            raise ValidationError({"signed_on": _("Enter the day the contract was signed.")})
    check_past(signed_on=signed_on)
    with recorded(actor, project, "read_contract") as event:
        filing = None
        if upload is not None:
            title = _("Sales contract: %(what)s") % {"what": unit or _("template")}
            filing = file_document(
                actor, project.matter, upload, "contract", title, personal=unit is not None
            )
        rows = SaleContract.objects.filter(sale=sale, unit=unit, ended_at=None)
        rows.update(ended_at=timezone.now())
        made = SaleContract.objects.create(
            sale=sale,
            unit=unit,
            signed_on=signed_on,
            clause=clause.strip(),
            filing=filing,
            recorded_by=actor.user,
            **states,
        )
        event.note(contract=made.pk, sale=sale.pk, signed_on=signed_on, **states)
    return made


def prove_display(
    actor: Actor, sale: Sale, upload: Upload, *, taken_on: date, shows: dict[str, bool]
) -> DisplayProof:
    """File a photograph of the sales site with what it shows: ``shows_star``, ``shows_indicators``,
    ``shows_energy``. What the camera wrote is kept beside it as evidence and decides nothing."""
    check_past(taken_on=taken_on)
    project = sale.project
    with recorded(actor, project, "prove_display") as event:
        title = _("Sales site, %(day)s") % {"day": taken_on}
        filing = file_document(actor, project.matter, upload, "photo", title)
        if filing.document.media_type not in PHOTOGRAPHS:
            raise ValidationError({"photo": _("File a photograph: JPEG or PNG.")})
        wrote = camera(filing.document)
        made = DisplayProof.objects.create(
            sale=sale,
            filing=filing,
            taken_on=taken_on,
            camera_time=wrote.time,
            camera_place=wrote.place,
            recorded_by=actor.user,
            **shows,
        )
        event.note(proof=made.pk, sale=sale.pk, taken_on=taken_on, **shows)
    return made


def choose_amount(
    actor: Actor, sale: Sale, *, contract: SaleContract | None, fen: int, reason: str
) -> SalesAmount:
    """Choose what counts as the house sales amount, with the reason (Article 53, Item 2)."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this amount is the base.")})
    if contract is not None and contract.sale_id != sale.pk:
        raise ValidationError({"contract": _("This contract is of another sale.")})
    with recorded(actor, sale.project, "choose_sales_amount") as event:
        made = SalesAmount.objects.create(
            sale=sale, contract=contract, fen=fen, reason=reason.strip(), chosen_by=actor.user
        )
        event.note(sale=sale.pk, contract=contract.pk if contract else None, fen=fen, reason=reason)
    return made


def proposed(clause: str) -> dict[str, bool | None]:
    """What the words of a clause seem to state: a proposal for whoever reads the contract. Words that
    are there are proposed as yes; what is not found stays open and is never proposed as no."""
    found: dict[str, Any] = {}
    words = "".join(clause.split()).casefold()
    for name, signs in SIGNS.items():
        found[name] = True if any(sign in words for sign in signs) else None
    return found


SIGNS = {
    "states_star": ("一星", "二星", "三星", "基本级", "1star", "2star", "3star", "★"),
    "states_indicators": ("性能指标", "节能率", "隔声", "空气污染物", "performanceindicator"),
    "states_energy": ("能耗指标", "保温工程保修", "energyuse", "insulationwarranty"),
}
"""Signs in the words of a clause, blanks left out, small letters."""
