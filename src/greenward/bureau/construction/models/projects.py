"""Plots of land and the projects built on them (Articles 2, 6, 12).

A project has one matter that stays open from its opening to its end: its parties are the project's
parties, and the matters of its applications are its children. `facts`, `next_gate` and `next_step`
are projections, made anew by every act of the room.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.accounts.visibility import NONE, among, visible_areas
from greenward.bureau.casework.matters.parties import held_by
from greenward.bureau.casework.models import Matter, Party
from greenward.bureau.registry.models import Building, Function
from greenward.law.language import Subject

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


STAR_FACTS = ("permit_star", "chapter_star", "land_star")
"""The star a project is known by: the one permitted, else the chapter's, else the land's."""


class WorkSet(models.QuerySet[Any]):
    """Plots or projects: an official sees what lies in the areas of the posts held today, a party
    the projects it takes part in and their plots, the console all."""

    matters = "matter"
    """The path to the matters whose parties see a row."""

    def visible_to(self, actor: Actor) -> Self:
        if actor.everywhere:
            return self.all()
        areas = Area.objects.filter(visible_areas(actor)).values("pk")
        seen = Q(among("area_id", areas)) if actor.area_paths else NONE
        if actor.user is not None:
            own = Party.objects.filter(held_by(actor)).values("matter")
            seen |= Q(among(self.matters, own))
        return self.filter(seen)


class PlotSet(WorkSet):
    matters = "projects__matter"

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(pk__in=super().visible_to(actor).values("pk"))


class Work(models.Model):
    """What both have: where it lies, its number, its name, and what is known of it."""

    subject: Subject
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    code = models.CharField(_("number"), max_length=60, unique=True)
    name = models.CharField(_("name of the work"), max_length=200)
    facts = models.JSONField(default=dict)
    """Fact -> value in the law's unit and scale, as gathered by the last act."""
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def key(self) -> dict[str, Work]:
        """What finds its statements, applications and decisions: ``{"project": self}``."""
        return {self.subject.value: self}

    @property
    def asked_on(self) -> date:
        """The day whose gates are asked: of a plot today."""
        return timezone.localdate()

    def __str__(self) -> str:
        return self.name


class Plot(Work):
    """A plot of land (地块) with its conditions and its contract or allocation decision."""

    subject = Subject.PLOT

    objects = PlotSet.as_manager()

    class Meta:
        verbose_name = _("plot")
        ordering = ["code"]


class Project(Work):
    """A construction project (建设工程). Areas in m², money in fen, `fiscal_share` in per cent."""

    subject = Subject.PROJECT

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="project")
    plot = models.ForeignKey(
        Plot, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("plot")
    )
    developer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="projects",
        verbose_name=_("development party"),
    )
    new_construction = models.BooleanField(_("new construction"), default=True)
    """Else it alters or extends a building."""
    function = models.CharField(_("function"), max_length=1, choices=Function.choices)
    floor_area = models.DecimalField(
        _("floor area, m²"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    above_ground_area = models.DecimalField(
        _("floor area above ground, m²"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    state_organ_office = models.BooleanField(_("office building of a state organ"), null=True)
    fiscal_share = models.DecimalField(
        _("share of fiscal money, %"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    investment_fen = models.BigIntegerField(_("project investment"), null=True, blank=True)
    buildings = models.ManyToManyField(Building, related_name="projects", blank=True)
    regime_on = models.DateField(_("the law of this day applies"))
    regime_reason = models.CharField(_("why this day"), max_length=300)
    """The regulation has no transition clause: the authority chooses the day, with its reason."""
    next_gate = models.CharField(max_length=60, blank=True)
    """The first gate of the course that is not passed; "" when all are."""
    next_step = models.CharField(max_length=20, blank=True)
    """How it stands with that gate: a `course.Step`."""
    star = models.GeneratedField(
        expression=Cast(
            Coalesce(*(KeyTextTransform(name, "facts") for name in STAR_FACTS)),
            models.BigIntegerField(),
        ),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    objects = WorkSet.as_manager()

    class Meta:
        verbose_name = _("project")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["area", "next_gate"], name="project_area"),
            models.Index(fields=["developer"], name="project_developer"),
            # All that a list filters by and sorts by: it reads no project but those it shows.
            models.Index(
                fields=["-opened_at", "id"],
                include=["area", "matter", "developer", "next_gate", "next_step"]
                + ["function", "star", "name", "code"],
                name="project_list",
            ),
        ]

    @property
    def asked_on(self) -> date:
        """The day whose gates are asked: the one the authority chose."""
        return self.regime_on
