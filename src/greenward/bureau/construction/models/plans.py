"""Plans of the authority: the special plan for green buildings and the implementation plan of each
year with its targets for the districts (Articles 4 and 12).

The regulation defines no indicators, so a plan says itself at which stage starts are counted, and may
name targets of its own beside those the system can count.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, User
from greenward.bureau.casework.models import Document


class SpecialPlan(models.Model):
    """A special plan for green buildings (专项规划) of a city with its term."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(_("name of the plan"), max_length=200)
    number = models.CharField(_("number of the document"), max_length=100)
    made_on = models.DateField(_("made on"))
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    targets = models.TextField(_("targets"), max_length=4000, blank=True)
    tasks = models.TextField(_("main tasks"), max_length=4000, blank=True)
    safeguards = models.TextField(_("safeguards"), max_length=4000, blank=True)
    fits_spatial_plan = models.BooleanField(_("fits the territorial spatial plan"), null=True)
    coordinated = models.BooleanField(_("is coordinated with the related plans"), null=True)
    fitted_how = models.CharField(
        _("where the fit is shown"), max_length=300, blank=True,
        help_text=_("The record of how the plans were fitted together."),
    )  # fmt: skip
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("special plan")
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="plan_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["area", "number"],
                condition=Q(ended_at__isnull=True),
                name="special_plan_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.first_year}–{self.last_year})"


class AnnualPlan(models.Model):
    """The implementation plan of a city for one year (年度实施计划)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("number of the document"), max_length=100)
    made_on = models.DateField(_("made on"))
    counted_at = models.CharField(_("starts are counted at"), max_length=60)
    """The stage (`statistics.stages`) whose day makes a project one of the year's starts."""
    special_plan = models.ForeignKey(
        SpecialPlan, models.PROTECT, null=True, blank=True, verbose_name=_("carries out")
    )
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("annual implementation plan")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="plan_of_a_year")]

    def __str__(self) -> str:
        return str(self.year)


class Indicator(models.TextChoices):
    """What a target is about. Those that are shares of starts are counted, the others entered."""

    ONE_STAR = "one_star", _("share of starts with one star or more, by floor area")
    TWO_STARS = "two_stars", _("share of starts with two stars or more, by floor area")
    THREE_STARS = "three_stars", _("share of starts with three stars, by floor area")
    PREFABRICATED = "prefabricated", _("share of starts with industrialised construction, by floor area")  # fmt: skip
    RETROFIT_AREA = "retrofit_area", _("floor area retrofitted")
    DEMONSTRATIONS = "demonstrations", _("demonstration projects")
    OTHER = "other", _("another target")

    @property
    def unit(self) -> str:
        return UNITS.get(self, "%")


UNITS = {Indicator.RETROFIT_AREA: "m²", Indicator.DEMONSTRATIONS: "", Indicator.OTHER: ""}


class PlanTarget(models.Model):
    """What one district is to reach in the year of a plan, and what was reached where nobody counts it."""

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="targets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("district"))
    indicator = models.CharField(_("indicator"), max_length=20, choices=Indicator.choices)
    words = models.CharField(_("in words"), max_length=100, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    actual = models.DecimalField(
        _("reached"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    actual_on = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("where the figure comes from"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("target of a plan")
        ordering = ["area__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "area", "indicator", "words"], name="target_of_a_district_once"
            )
        ]
