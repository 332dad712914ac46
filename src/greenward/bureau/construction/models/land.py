"""What a plot of land carries: its land-use conditions and its contract or allocation decision, each
with what it says of the star and of industrialised construction (Articles 6 and 12).

A row is never changed: a corrected one ends it and takes its place.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Document
from greenward.bureau.registry.models import Function

from .chapters import PER_CENT, STARS
from .projects import Plot


class LandPaper(models.Model):
    """What both papers have. A star or a requirement that the paper does not state is empty or no."""

    number = models.CharField(_("number of the document"), max_length=100)
    day = models.DateField(_("day of the document"))
    star = models.PositiveSmallIntegerField(
        _("star it states"), choices=STARS, null=True, blank=True
    )
    states_industrialised = models.BooleanField(_("states industrialised construction"))
    prefabrication_rate = models.DecimalField(
        _("prefabrication rate it asks, %"),
        max_digits=5, decimal_places=2, null=True, blank=True, validators=PER_CENT,
    )  # fmt: skip
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    because = models.CharField(_("why it changes"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class LandConditions(LandPaper):
    """Land-use planning conditions (用地规划条件) with the use they lay down."""

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="conditions")
    control_plan = models.CharField(_("detailed control plan"), max_length=200, blank=True)
    takes_up_special_plan = models.BooleanField(
        _("the control plan takes up the special plan"), null=True
    )
    function = models.CharField(_("function"), max_length=1, choices=Function.choices)
    largest_area = models.DecimalField(
        _("floor area of the largest building, m²"),
        max_digits=14, decimal_places=2, null=True, blank=True,
    )  # fmt: skip
    state_organ_office = models.BooleanField(_("office building of a state organ"), null=True)

    class Meta:
        verbose_name = _("land-use conditions")
        constraints = [
            models.UniqueConstraint(
                fields=["plot"], condition=Q(ended_at__isnull=True), name="conditions_of_a_plot"
            )
        ]


class LandDocument(LandPaper):
    """The land grant contract or the allocation decision."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", _("land grant contract")
        ALLOCATION = "allocation", _("allocation decision")

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="land_documents")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("land contract or allocation decision")
        constraints = [
            models.UniqueConstraint(
                fields=["plot"], condition=Q(ended_at__isnull=True), name="document_of_a_plot"
            )
        ]
