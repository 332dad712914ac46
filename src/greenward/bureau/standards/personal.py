"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare, not_personal

WHO = _("shows which official is answerable for an entry")

declare(
    PersonalField("standards.PublishedEdition", "published_by", WHO),
    PersonalField("standards.StandardInUse", "recorded_by", WHO),
    PersonalField("standards.StandardRow", "entered_by", WHO),
    PersonalField("standards.Ruling", "official", WHO),
)

RULES = "texts and numbers of the law and of standards"
not_personal("standards.PublishedEdition", "body", RULES)
not_personal("standards.Standard", "title_zh title_en gaps", RULES)
not_personal("standards.StandardRow", "selector", RULES)
