"""The stages of a project and the green chapter of each (绿色专篇, Article 13).

A chapter is a row per version: written as a draft, handed in under its hash and never changed again,
then reviewed. Targets are numbers in the unit their column names, so that gates and figures read them.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from greenward.bureau.accounts.models import Area, Organisation, User
from greenward.bureau.casework.models import Filing

from .projects import Project

STARS = [(1, "★"), (2, "★★"), (3, "★★★")]
PER_CENT = [MinValueValidator(0), MaxValueValidator(100)]
NOT_NEGATIVE = [MinValueValidator(0)]


class Stage(models.TextChoices):
    """The four stages of Article 13, in their order."""

    APPROVAL = "approval", pgettext_lazy("of a project", "approval")
    PLANNING = "planning", pgettext_lazy("of a project", "planning")
    DESIGN = "design", pgettext_lazy("of a project", "design")
    CONSTRUCTION = "construction", pgettext_lazy("of a project", "construction")

    @property
    def earlier(self) -> tuple[Stage, ...]:
        """The stages before it, the nearest first."""
        every = list(Stage)
        return tuple(reversed(every[: every.index(self)]))


class BegunStage(models.Model):
    """A stage of a project that has begun, and on which day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    begun_on = models.DateField(_("began on"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("stage of a project")
        constraints = [
            models.UniqueConstraint(fields=["project", "stage"], name="stage_begins_once")
        ]


class ChapterWriters(models.Model):
    """Who writes the chapter of a stage in a city: Article 13 names nobody, so the authority does."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    roles = models.JSONField(default=list)
    """Values of `PartyRole`; each of them may write."""
    named_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("writers of a chapter")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "stage"],
                condition=Q(ended_at__isnull=True),
                name="writers_of_a_stage_once",
            )
        ]


class Budgeted(models.TextChoices):
    """Where the costs of a chapter stand (Article 13: in the estimate and in the budget)."""

    BOTH = "both", _("in the estimate and in the budget")
    ESTIMATE = "estimate", _("in the estimate; the budget is not drawn up yet")
    NEITHER = "neither", _("not in the estimate or not in the budget")


class Chapter(models.Model):
    """One version of the green chapter of a stage. Money in fen, rates and shares in per cent."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="chapters")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    version = models.PositiveSmallIntegerField()
    star = models.PositiveSmallIntegerField(_("star"), choices=STARS, null=True, blank=True)
    standard = models.CharField(
        _("evaluation standard, with its edition"), max_length=60, blank=True
    )
    energy_target = models.DecimalField(
        _("energy target, kWh/(m²·a)"),
        max_digits=9, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE,
    )  # fmt: skip
    emission_target = models.DecimalField(
        _("emission target, kgCO₂/(m²·a)"),
        max_digits=9, decimal_places=2, null=True, blank=True, validators=NOT_NEGATIVE,
    )  # fmt: skip
    saving_rate = models.DecimalField(
        _("energy-saving rate, %"),
        max_digits=5, decimal_places=2, null=True, blank=True, validators=PER_CENT,
    )  # fmt: skip
    renewable_share = models.DecimalField(
        _("share of renewable energy, %"),
        max_digits=5, decimal_places=2, null=True, blank=True, validators=PER_CENT,
    )  # fmt: skip
    industrialised = models.BooleanField(_("industrialised construction"), null=True, blank=True)
    prefabrication_rate = models.DecimalField(
        _("prefabrication rate, %"),
        max_digits=5, decimal_places=2, null=True, blank=True, validators=PER_CENT,
    )  # fmt: skip
    technical_path = models.TextField(_("technical path"), max_length=8000, blank=True)
    cost_fen = models.BigIntegerField(
        _("costs of the green measures"), null=True, blank=True, validators=NOT_NEGATIVE
    )
    budgeted = models.CharField(
        _("where the costs stand"), max_length=10, choices=Budgeted.choices, blank=True
    )
    budget_lines = models.CharField(
        _("items of the estimate and the budget"), max_length=200, blank=True
    )
    funding_source = models.CharField(_("funding source"), max_length=200, blank=True)
    attachments = models.ManyToManyField(Filing, related_name="chapters")
    carried = models.JSONField(default=list)
    """The parts that stand as they were carried over: names of `chapters.contents.PARTS`."""
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """Whose chapter it is; None where an official entered one handed in on paper."""
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    because = models.CharField(_("why it changes"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the canonical form of what was handed in (`chapters.versions.canonical`)."""

    class Meta:
        verbose_name = _("green chapter")
        ordering = ["project", "stage", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage", "version"], name="chapter_version_once"
            ),
            models.UniqueConstraint(
                fields=["project", "stage"],
                condition=Q(handed_in_at__isnull=True),
                name="one_draft_of_a_chapter",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True) | Q(sha256__regex="^[0-9a-f]{64}$"),
                name="chapter_handed_in_has_its_hash",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.handed_in_at is None


class ChapterReview(models.Model):
    """What the planning authority found of one version (Article 13, second paragraph). The newest
    row of a version counts; none is ever changed."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="reviews")
    conforms = models.BooleanField(_("conforms"))
    opinion = models.CharField(_("opinion"), max_length=4000)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review of a chapter")
        ordering = ["pk"]
