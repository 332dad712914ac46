"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import Basis, PersonalField, Retention, declare, not_personal
from greenward.bureau.casework.privacy.retention import ages

LETTER = _("a letter of the authority; it may name private persons")
SERVED = _("proves that a letter was served")

declare(
    PersonalField("letters.Letter", "fields", LETTER),
    PersonalField("letters.Letter", "content", LETTER),
    PersonalField(
        "letters.Mail", "to", _("where a copy was sent"), retention=Retention.RECORDS, mask="email"
    ),
    PersonalField("letters.Mail", "body", LETTER, retention=Retention.MAIL),
    PersonalField("letters.Mail", "error", SERVED, retention=Retention.RECORDS),
    PersonalField("letters.Consent", "email", SERVED, Basis.CONSENT, mask="email", person="user"),
    PersonalField("letters.Consent", "phone", SERVED, Basis.CONSENT, mask="phone", person="user"),
    PersonalField("letters.Consent", "address", SERVED, Basis.CONSENT, mask="place", person="user"),
    PersonalField("letters.Attempt", "receiver", SERVED, mask="name"),
    PersonalField("letters.Attempt", "place", SERVED, mask="place"),
    PersonalField("letters.Attempt", "witnesses", SERVED, mask="name"),
    PersonalField("letters.Attempt", "note", SERVED),
)

not_personal("letters.Authority", "name_zh name_en address phone", "the authority itself")
not_personal("letters.Letter", "seal", "the authority's seal")
not_personal("letters.Volume", "error", "why a volume could not be bound")

ages("letters.Mail", "sent_at", days=90, blank={"body": ""})
