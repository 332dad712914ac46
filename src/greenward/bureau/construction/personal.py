"""Personal data of this room: what its columns hold of people, why and how long."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.privacy import PersonalField, Retention, declare, not_personal
from greenward.bureau.casework.privacy.reveal import revealable

from .models import Engagement

ANSWERS = _("shows for life who answered for which project in which role")


def _of_engagement(field: str, mask: str = "") -> PersonalField:
    return PersonalField(
        "construction.Engagement",
        field,
        ANSWERS,
        retention=Retention.LIFE,
        mask=mask,
        person="user",
    )


declare(
    _of_engagement("name"),
    _of_engagement("registration", "identity"),
    _of_engagement("because"),
    _of_engagement("ended_because"),
    _of_engagement("text_hash"),
)
SIGNED = _("shows who signed, tested, checked or took part, and answers for it")
SITE = _("tells what happened on a site; it may name private persons")

declare(
    PersonalField("construction.Attendance", "people", SIGNED),
    PersonalField("construction.Signature", "reason", SIGNED, person="signed_by"),
    PersonalField("construction.Evaluation", "signatory", SIGNED, person="issued_by"),
    PersonalField("construction.Evaluation", "withdrawn_because", SITE, person="issued_by"),
    PersonalField("construction.ReportCheck", "reasons", SITE, person="checked_by"),
    PersonalField("construction.SiteRecord", "text", SITE, person="recorded_by"),
    PersonalField("construction.SpotCheck", "nonconformities", SITE, person="checked_by"),
)
not_personal(
    "construction.Qualification", "scope revoked_because", "a certificate of an organisation"
)
not_personal("construction.Evaluation", "summary contract_number", "an assessment of a building")
not_personal("construction.Measurement", "indicator required found unit", "figures of a building")
not_personal(
    "construction.AirTest", "room report_number because pollutant unit averaging", "a room's air"
)
not_personal(
    "construction.SoundTest", "rooms report_number because element metric", "sound between rooms"
)
not_personal("construction.Acceptance", "place findings", "an acceptance of a building")
not_personal("construction.AcceptanceItem", "what required found note", "a point of a checklist")
not_personal("construction.SpotCheck", "chosen_by", "the number of a draw, or a cause")
not_personal("construction.Procurement", "contract_clause contract_star", "a clause of a contract")
not_personal("construction.ClauseFinding", "remark", "words of a document between companies")
not_personal("construction.Observation", "remark", "how an organisation works")
not_personal("construction.Origin", "values", "a project as a list of an authority told it")


WORDS = _("words about a project or plot; they may name private persons")
declare(
    PersonalField("construction.Chapter", "because", WORDS, person="handed_in_by"),
    PersonalField("construction.ChapterReview", "opinion", WORDS, person="reviewed_by"),
    PersonalField("construction.LandConditions", "because", WORDS, person="recorded_by"),
    PersonalField("construction.LandDocument", "because", WORDS, person="recorded_by"),
    PersonalField("construction.Statement", "note", WORDS, person="stated_by"),
    PersonalField("construction.Decision", "note", WORDS, person="recorded_by"),
    PersonalField("construction.Project", "regime_reason", WORDS),
)
not_personal("construction.Plot", "name facts", "a plot of land as the law asks of it")
not_personal("construction.Project", "name facts", "a work as the law asks of it")
not_personal("construction.KeptCases", "cases", "records of a work; those of persons are not kept")
not_personal(
    "construction.Decision", "facts unmet missing", "what a decision about a work stood on"
)
not_personal(
    "construction.Chapter",
    "standard technical_path budget_lines funding_source carried",
    "the contents of a building's chapter",
)
not_personal("construction.ChapterWriters", "roles", "kinds of parties, from a fixed list")
not_personal("construction.LandConditions", "control_plan", "the name of a plan")
not_personal(
    "construction.SpecialPlan", "name targets tasks safeguards fitted_how", "a plan of an authority"
)
not_personal("construction.AnnualPlan", "counted_at", "the name of a stage")
not_personal("construction.PlanTarget", "words unit source", "a figure of a district")


def _engagements(actor: Actor) -> QuerySet[Engagement]:
    return Engagement.objects.visible_to(actor)


revealable("construction.Engagement", _engagements)
