"""What is recorded of a draw: the plan and its pool, values entered by people, the result, and
substitutions. Once frozen nothing of it changes but what the course adds; the database sees to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.matters.visibility import visible
from greenward.bureau.casework.models import Filing, Matter
from greenward.trust.draw import Method

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class MethodChoice(models.TextChoices):
    VRS = Method.VRS.value, _("with a committed secret (VRS)")
    RFC3797 = Method.RFC3797.value, _("public values alone (RFC 3797)")


class DrawSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """What an actor may see: the draws of their areas, and whatever is public."""
        if actor.everywhere:
            return self.all()
        own = Matter.objects.filter(visible(actor), kind="draw")
        return self.filter(Q(frozen_at__isnull=False) | Q(matter__in=own))


class Draw(models.Model):
    """A draw: everything from its freezing on is public, its result from its publication on."""

    matter = models.OneToOneField(
        Matter, models.PROTECT, primary_key=True, related_name="draw", verbose_name=_("matter")
    )
    purpose = models.CharField(_("purpose"), max_length=300)
    article = models.CharField(_("legal basis"), max_length=60)
    method = models.CharField(max_length=10, choices=MethodChoice.choices, default=Method.VRS.value)
    pool = models.JSONField()
    """`greenward.trust.draw.Pool` as plain data."""
    names = models.JSONField(default=dict)
    """The inspectors' names by card number: never published, may be emptied."""
    sources = models.JSONField()
    """`greenward.trust.draw.Source` as plain data, in the order their values are joined."""
    announcement = models.JSONField(null=True)
    announcement_sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True)
    randomness = models.JSONField(null=True)
    """The values both people entered, one for each part of each source."""
    code = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True)
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = DrawSet.as_manager()

    class Meta:
        verbose_name = _("draw")
        ordering = ["-matter_id"]
        indexes = [models.Index(fields=["-frozen_at"], name="draw_frozen")]


class Entry(models.Model):
    """The values of all sources as one person entered them, with the evidence filed."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="entries")
    values = models.JSONField()
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("values entered for a draw")
        ordering = ["id"]


class Substitution(models.Model):
    """A target or an inspector taken out after the draw, for a typed reason, and what came of it."""

    class Reason(models.TextChoices):
        CEASED = "ceased", _("target: has ceased or was demolished")
        OUT_OF_SCOPE = "out_of_scope", _("target: is not subject to this inspection")
        INSPECTED = "inspected", _("target: was inspected lately; visits are merged")
        CLOSED = "closed", _("target: cannot be entered in the time of the inspection")
        INTEREST = "interest", _("inspector: has an interest and is recused")
        ILLNESS = "illness", _("inspector: is ill or on leave")
        POST = "post", _("inspector: has left the post or the card has expired")

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="substitutions")
    round = models.PositiveSmallIntegerField()
    """2 for the first one; the draw itself was round 1."""
    withdrawn = models.JSONField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    note = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=64, blank=True)
    result = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("substitution")
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "round"], name="one_substitution_a_round")
        ]
