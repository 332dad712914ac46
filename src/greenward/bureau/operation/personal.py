"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare

declare(
    PersonalField(
        "operation.MeteringState",
        "recorded_by",
        _("shows which official is answerable for an entry"),
    ),
)
