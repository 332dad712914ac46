"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.privacy import PersonalField, declare, not_personal

declare(
    PersonalField(
        "assessment.Assessment", "actor_name", _("shows which official is answerable for an entry")
    ),
)

FACTS = "facts about buildings"
not_personal("assessment.Assessment", "counts changes", FACTS)
not_personal("assessment.Finding", "facts missing", FACTS)
