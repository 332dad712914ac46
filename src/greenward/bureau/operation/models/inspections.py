"""The buyer goes through the home: appointments, the inspection item by item, defects (Article 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User, held_on
from greenward.bureau.casework.models import Filing, Matter
from greenward.bureau.construction.models import Project
from greenward.bureau.registry.models import UnitHolding

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class Appointment(models.Model):
    """A time the developer offers a buyer to go through the home together."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="appointments")
    holding = models.ForeignKey(UnitHolding, models.PROTECT, related_name="appointments")
    at = models.DateTimeField(_("day and time"))
    contact = models.CharField(_("who comes, and a phone number"), max_length=120)
    offered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(auto_now_add=True)
    accepted = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("appointment to inspect a home")
        ordering = ["-at"]


class InspectionSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """The buyer's own; once handed in, also the developer's and the officials'."""
        if actor.everywhere:
            return self.all()
        theirs = Q(project__developer__in=actor.organisations)
        if actor.is_official:
            theirs |= Q(project__in=Project.objects.visible_to(actor))
        seen = Q(handed_in_at__isnull=False) & theirs
        if actor.user is not None:
            mine = UnitHolding.objects.filter(held_on(actor.on), user=actor.user)
            seen |= Q(holding__in=mine)
        return self.filter(seen)


class Inspection(models.Model):
    """A buyer's inspection of the home. Its matter has the buyer alone as party."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="inspections")
    holding = models.OneToOneField(UnitHolding, models.PROTECT, related_name="inspection")
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="inspection")
    started_at = models.DateTimeField(auto_now_add=True)
    handed_in_at = models.DateTimeField(null=True)
    assisted = models.BooleanField(_("the developer cooperated"), null=True)

    objects = InspectionSet.as_manager()

    class Meta:
        verbose_name = _("inspection of a home")


class InspectionItem(models.Model):
    """One thing to look at in one room, and what the buyer found."""

    class Result(models.TextChoices):
        OK = "ok", _("in order")
        NOT_OK = "not_ok", _("not in order")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    """Its place in the list; those of a room follow each other."""
    room = models.CharField(max_length=20)
    what_zh = models.CharField(max_length=200)
    what_en = models.CharField(max_length=300)
    promised_zh = models.CharField(max_length=200, blank=True)
    promised_en = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=6, choices=Result.choices, blank=True)
    remark = models.CharField(_("what you saw"), max_length=300, blank=True)
    photo = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thing to look at")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "place"], name="item_has_one_place")
        ]


class Defect(models.Model):
    """Something a buyer found not in order, followed in a matter of its own until it is closed."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="defect")
    item = models.OneToOneField(InspectionItem, models.PROTECT, related_name="defect")
    project = models.ForeignKey(Project, models.PROTECT, related_name="defects")
    due_on = models.DateField(null=True)
    """The day to repair by, which an officer or the developer set; it is no period of the law."""
    repaired_on = models.DateField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    """How often the buyer found the repair insufficient."""

    class Meta:
        verbose_name = _("defect of a home")
        ordering = ["-pk"]
