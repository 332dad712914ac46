"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.privacy import PersonalField, declare, not_personal
from greenward.bureau.casework.privacy.reveal import revealable

from .models import Engagement

ANSWERS = _("shows for life who answered for which project in which role")

declare(
    PersonalField("construction.Engagement", "name", ANSWERS, person="user"),
    PersonalField(
        "construction.Engagement", "registration", ANSWERS, mask="identity", person="user"
    ),
    PersonalField("construction.Engagement", "because", ANSWERS, person="user"),
    PersonalField("construction.Engagement", "ended_because", ANSWERS, person="user"),
)
not_personal("construction.Procurement", "contract_clause contract_star", "a clause of a contract")
not_personal("construction.ClauseFinding", "remark", "words of a document between companies")
not_personal("construction.Observation", "remark", "how an organisation works")


def _engagements(actor: Actor) -> QuerySet[Engagement]:
    return Engagement.objects.visible_to(actor)


revealable("construction.Engagement", _engagements)
