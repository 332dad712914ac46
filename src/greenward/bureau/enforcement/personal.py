"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare, not_personal

DRAW = _("who was drawn to inspect what: inspectors by the number of their card")

declare(
    PersonalField("enforcement.Draw", "pool", DRAW),
    PersonalField("enforcement.Draw", "names", DRAW),
    PersonalField("enforcement.Draw", "result", DRAW),
    PersonalField("enforcement.Substitution", "withdrawn", DRAW),
    PersonalField("enforcement.Substitution", "note", DRAW),
    PersonalField("enforcement.Substitution", "result", DRAW),
)

PUBLIC = "public sources of chance and what they gave"
not_personal("enforcement.Draw", "sources announcement randomness", PUBLIC)
not_personal("enforcement.Entry", "values", PUBLIC)
