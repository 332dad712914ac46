"""Who may assess and test, what they found, and on which paper it stands (Articles 15, 17, 34, 35).

A qualification is asked on the day of the act it is needed for. What was measured is kept as the
laboratory wrote it, value and unit; whole numbers for the law are made of it by
`greenward.law.measured`. Nothing is overwritten: a test is superseded, a report withdrawn.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, Tenure, User, held_on
from greenward.bureau.casework.models import Document, Filing

from .projects import Project


class Activity(models.TextChoices):
    """What a qualification lets its holder do."""

    EVALUATION = "evaluation", _("conformity assessment")
    AIR = "air", _("testing of indoor air")
    SOUND = "sound", _("testing of sound insulation")
    DRAWINGS = "drawings", _("review of construction drawings")


class QualificationSet(models.QuerySet[Any]):
    def holding(self, day: date) -> Self:
        """Those that hold on a day: begun, not over, not taken away."""
        kept = Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
        return self.filter(held_on(day) & kept)


class Qualification(Tenure):
    """A certificate that an organisation may assess, test or review. Never deleted."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="qualifications", verbose_name=_("holder")
    )
    activity = models.CharField(_("qualified for"), max_length=20, choices=Activity.choices)
    number = models.CharField(_("number of the certificate"), max_length=100)
    scope = models.CharField(_("scope"), max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    revoked_on = models.DateField(_("taken away on"), null=True)
    """From this day on it no longer holds."""
    revoked_because = models.CharField(max_length=300, blank=True)

    objects = QualificationSet.as_manager()

    class Meta:
        verbose_name = _("qualification")
        ordering = ["organisation__name", "activity", "-first_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "activity", "number"], name="qualification_entered_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="qualification_ends_after_it_begins",
            ),
        ]


class Evaluation(models.Model):
    """A third party's assessment of whether the star is reached, from commission to signed report."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="evaluations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("evaluation agency")
    )
    commissioned_on = models.DateField(_("commissioned on"))
    contract_number = models.CharField(_("number of the contract"), max_length=100)
    contract = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    commissioned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    commissioned_at = models.DateTimeField(auto_now_add=True)
    independent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who declared for the agency that no interest binds it to a party."""
    independent_at = models.DateTimeField(null=True)
    concluded_on = models.DateField(_("concluded on"), null=True)
    star = models.PositiveSmallIntegerField(_("star found"), null=True)
    summary = models.TextField(_("summary of the assessment"), blank=True)
    report = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signatory = models.CharField(_("signed by"), max_length=100, blank=True)
    """The person who signs for the agency that the report is true and accurate."""
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("conformity assessment of a project")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_evaluation_of_a_project",
            ),
            models.CheckConstraint(
                condition=Q(star__isnull=True) | Q(star__lte=3), name="evaluation_star"
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(report__isnull=False, star__isnull=False, concluded_on__isnull=False),
                name="report_issued_is_whole",
            ),
        ]

    @property
    def days_of_need(self) -> tuple[date, ...]:
        """The days on which the agency must be qualified: of its commission, and of its report."""
        return tuple(day for day in (self.commissioned_on, self.issued_on) if day)


class Measurement(models.Model):
    """One indicator as the agency measured or calculated it, beside what the chapter promises."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="measurements")
    indicator = models.CharField(_("indicator"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    required = models.CharField(_("required by the green chapter"), max_length=120, blank=True)
    found = models.CharField(_("found"), max_length=120, blank=True)
    met = models.BooleanField(_("met"), null=True)
    document = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("measurement")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "indicator"], name="indicator_measured_once"
            )
        ]


class ReportCheck(models.Model):
    """What an officer found about an issued report against its raw records. Never changed."""

    class Quality(models.TextChoices):
        GENUINE = "genuine", _("neither forged nor false")
        ACCURATE = "accurate", _("its figures are accurate")
        IMPARTIAL = "impartial", _("no interest binds the agency to a party")

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="checks")
    quality = models.CharField(_("what was checked"), max_length=10, choices=Quality.choices)
    holds = models.BooleanField(_("it holds"))
    reasons = models.TextField(_("reasons"))
    document = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("check of a report")
        ordering = ["pk"]


class TestedSet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Tests that no later one superseded."""
        return self.filter(superseded_by__isnull=True)


class Tested(models.Model):
    """What both kinds of test have. A retest supersedes an earlier row and says why."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="%(class)ss")
    laboratory = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("laboratory")
    )
    tested_on = models.DateField(_("tested on"))
    report_number = models.CharField(_("number of the report"), max_length=100)
    report = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    because = models.CharField(_("why it was tested again"), max_length=300, blank=True)

    objects = TestedSet.as_manager()

    class Meta:
        abstract = True


class AirTest(Tested):
    """One substance in one room, as the laboratory reports it."""

    room = models.CharField(_("room"), max_length=100)
    pollutant = models.CharField(_("pollutant"), max_length=40)
    value = models.DecimalField(_("concentration"), max_digits=18, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=20)
    averaging = models.CharField(_("averaging time"), max_length=10, blank=True)
    """A name of `greenward.law.standards.names`; empty where the report does not say."""
    closed_hours = models.PositiveSmallIntegerField(
        _("hours doors and windows were closed before"), null=True
    )

    class Meta(Tested.Meta):
        abstract = False
        verbose_name = _("air test")
        ordering = ["room", "pollutant", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="concentration_not_negative")
        ]


class SoundTest(Tested):
    """One element between two rooms, or a floor: its insulation or its impact level in dB."""

    element = models.CharField(_("element"), max_length=40)
    metric = models.CharField(_("acoustic quantity"), max_length=20)
    rooms = models.CharField(_("rooms"), max_length=200)
    value = models.DecimalField(_("value, dB"), max_digits=6, decimal_places=2)

    class Meta(Tested.Meta):
        abstract = False
        verbose_name = _("sound test")
        ordering = ["element", "rooms", "pk"]
