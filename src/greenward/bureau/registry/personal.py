"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare, not_personal

WHO = _("shows which official is answerable for an entry")
ROWS = _("rows of a list as it was brought in; they may name private owners")

declare(
    PersonalField(
        "registry.UnitHolding",
        "contract_hash",
        _("proves that a home is the buyer's"),
        person="user",
        secret=True,
    ),
    PersonalField("registry.BuildingClass", "recorded_by", WHO),
    PersonalField("registry.ImportProfile", "saved_by", WHO),
    PersonalField("registry.ImportRun", "actor_name", WHO, person="actor"),
    PersonalField("registry.ImportRun", "undone_by", WHO),
    PersonalField("registry.ImportRun", "file_name", ROWS, person="actor"),
    PersonalField("registry.ImportRun", "preview", ROWS),
    PersonalField("registry.RefusedRow", "cells", ROWS),
    PersonalField("registry.RefusedRow", "params", ROWS),
    PersonalField("registry.RefusedRow", "more", ROWS),
    PersonalField("registry.LeftOutCell", "params", ROWS),
    PersonalField("registry.ImportChange", "rows", ROWS),
    PersonalField("registry.ImportChange", "before", ROWS),
    PersonalField("registry.ImportChange", "after", ROWS),
    PersonalField("registry.ImportChange", "undone_by", WHO),
)

not_personal("registry.Building", "name address", "a building, which is a thing in public view")
not_personal("registry.BuildingClass", "reason", "why a building has a class")
not_personal("registry.ImportProfile", "name body text", "what columns of a list mean")
not_personal("registry.ImportRun", "profile profile_name headings error", "what columns mean")
