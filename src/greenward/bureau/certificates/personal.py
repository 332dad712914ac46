"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare

WORDS = _("a certificate; it may name whom it was issued to")

declare(
    PersonalField("certificates.Certificate", "claims", WORDS),
    PersonalField("certificates.Certificate", "note", WORDS),
)
