"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare, not_personal

WHO = _("shows which official is answerable for an entry")

declare(
    PersonalField("statutes.OfficialText", "loaded_by", WHO),
    PersonalField("statutes.DiscretionTable", "drafted_by", WHO),
    PersonalField("statutes.DiscretionTable", "published_by", WHO),
    PersonalField("statutes.ImplementingPolicy", "entered_by", WHO),
    PersonalField("statutes.ImplementingPolicy", "withdrawn_by", WHO),
    PersonalField("statutes.HolidayNotice", "entered_by", WHO),
    PersonalField("statutes.HolidayNotice", "withdrawn_by", WHO),
)

RULES = "texts and numbers of published rules"
not_personal("statutes.OfficialText", "file_name", RULES)
not_personal("statutes.Passage", "place", "an article, paragraph and item")
not_personal("statutes.DiscretionTable", "title", RULES)
not_personal("statutes.DiscretionTier", "name_zh name_en", RULES)
not_personal("statutes.ImplementingPolicy", "withdrawn_reason title numbers", RULES)
not_personal("statutes.HolidayNotice", "withdrawn_reason", RULES)
