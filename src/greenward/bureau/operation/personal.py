"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare, not_personal

RECEIVED = _("proves that a building or home and its papers were handed over")
FOUND = _("what a buyer found in the home, so that it is put in order")
HOME = "inspection__holding__user"

declare(
    PersonalField(
        "operation.MeteringState",
        "recorded_by",
        _("shows which official is answerable for an entry"),
    ),
    PersonalField("operation.Handover", "name", RECEIVED, mask="name", person="user"),
    PersonalField(
        "operation.Appointment",
        "contact",
        _("lets the buyer meet who goes through the home"),
        person="offered_by",
    ),
    PersonalField("operation.InspectionItem", "remark", FOUND, person=HOME),
    PersonalField(
        "operation.DisplayProof", "camera_place", _("shows where a photograph was taken")
    ),
)

not_personal("operation.Particulars", "scope", "what a warranty covers")
not_personal("operation.Indicator", "name", "a performance of a building")
not_personal("operation.Equipment", "name place", "a piece of equipment and its room")
not_personal("operation.Paper", "content facts", "what a building promises")
not_personal("operation.SaleContract", "clause", "the clause about star and indicators")
not_personal("operation.SalesAmount", "reason", "why an amount is the base of a fine")
