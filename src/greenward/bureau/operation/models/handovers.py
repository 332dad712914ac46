"""Handovers of buildings and homes with the papers given and the receipt (Article 18, first paragraph)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, User
from greenward.bureau.casework.models import Filing
from greenward.bureau.construction.models import Project
from greenward.bureau.registry.models import Building, Unit

from .papers import Paper

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class HandoverSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """Officials see those of the projects they see, the developer its own, a receiver theirs."""
        if actor.everywhere:
            return self.all()
        seen = Q(project__developer__in=actor.organisations)
        if actor.is_official:
            seen |= Q(project__in=Project.objects.visible_to(actor))
        if actor.user is not None:
            seen |= Q(user=actor.user) | Q(organisation__in=actor.organisations)
        return self.filter(seen)


class Handover(models.Model):
    """One building or one home given into the hands of somebody on a day."""

    class Receiver(models.TextChoices):
        OWNER = "owner", _("the owner")
        RIGHT_HOLDER = "right_holder", _("the holder of the right of use")
        PROPERTY_COMPANY = "property_company", _("the property company they entrusted")

    project = models.ForeignKey(Project, models.PROTECT, related_name="handovers")
    building = models.ForeignKey(Building, models.PROTECT, related_name="handovers")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="handovers")
    """None where the whole building was handed over."""
    receiver = models.CharField(_("receiver"), max_length=20, choices=Receiver.choices)
    name = models.CharField(_("name of the receiver"), max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """The buyer who claimed the home, if one did."""
    handed_over_on = models.DateField(_("handed over on"))
    receipt = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    """The signed paper, where the receipt was not signed here."""
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = HandoverSet.as_manager()

    class Meta:
        verbose_name = _("handover")
        ordering = ["-handed_over_on", "-pk"]
        indexes = [models.Index(fields=["unit"], name="handover_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "building", "unit", "receiver"],
                nulls_distinct=False,
                name="one_handover_to_a_receiver",
            )
        ]

    @property
    def received(self) -> bool:
        """Whether a receipt is on file."""
        return self.receipt_id is not None or self.signed_at is not None

    def __str__(self) -> str:
        return f"{self.building} {self.unit}" if self.unit_id else str(self.building)


class Given(models.Model):
    """A version of a paper given with a handover, or after it where it was missing then."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="given")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="given")
    given_on = models.DateField()

    class Meta:
        verbose_name = _("paper handed over")
        constraints = [
            models.UniqueConstraint(fields=["handover", "paper"], name="paper_is_given_once")
        ]
