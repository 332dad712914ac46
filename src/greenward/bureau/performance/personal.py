"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare, not_personal

SAID = _("words about an audit or a retrofit; they may name who did it")

declare(
    PersonalField("performance.EnergyAct", "note", SAID),
    PersonalField("performance.EnergyAct", "withdrawn_why", SAID),
    PersonalField("performance.Submission", "note", SAID),
)

not_personal("performance.EnergyYear", "quantities why_missing", "amounts of energy of a building")
not_personal("performance.Meter", "name", "a meter of a building")
