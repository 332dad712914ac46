"""Houses on sale: the permit, the contracts, what the sales site shows (Articles 19, 53; Regulations
on Energy Conservation of Civil Buildings, Article 22).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Filing
from greenward.bureau.construction.models import Project
from greenward.bureau.registry.models import Unit


class Sale(models.Model):
    """Homes of a project on sale under one permit; on sale from a day until a day."""

    class Permit(models.TextChoices):
        PRESALE = "presale", _("presale permit")
        FINISHED = "finished", _("filing of the sale of finished homes")

    project = models.ForeignKey(Project, models.PROTECT, related_name="sales")
    permit = models.CharField(_("sold under"), max_length=10, choices=Permit.choices)
    number = models.CharField(_("number of the permit or filing"), max_length=80)
    first_day = models.DateField(_("on sale from"))
    last_day = models.DateField(_("on sale until"), null=True, blank=True)

    class Meta:
        verbose_name = _("sale of homes")
        ordering = ["first_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_sale_of_a_permit"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")),
                name="sale_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SaleContract(models.Model):
    """A contract as it was read: what its clauses state; of a home, or the template of all.

    A newer reading of the same contract, after a supplement, ends the one before. None is unread.
    """

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="contracts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="contracts")
    """None for the template."""
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    states_star = models.BooleanField(_("states the star"), null=True)
    states_indicators = models.BooleanField(_("states the performance indicators"), null=True)
    states_energy = models.BooleanField(
        _("states energy index, measures and insulation warranty"), null=True
    )
    clause = models.TextField(_("the clause, as it reads"), blank=True)
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("house sales contract")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sale", "unit"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="one_reading_of_a_contract_holds",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(signed_on__isnull=False),
                name="contract_of_a_home_has_a_day",
            ),
        ]


class DisplayProof(models.Model):
    """A photograph of the sales site and what it shows; the newest of a sale holds."""

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="proofs")
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="+")
    taken_on = models.DateField(_("taken on"))
    camera_time = models.CharField(max_length=19, blank=True)
    """What the camera wrote into the file (EXIF), as it wrote it; empty where it wrote nothing."""
    camera_place = models.CharField(max_length=40, blank=True)
    """Latitude and longitude it wrote, in degrees."""
    shows_star = models.BooleanField(_("shows the star"))
    shows_indicators = models.BooleanField(_("shows the performance indicators"))
    shows_energy = models.BooleanField(_("shows energy index, measures and insulation warranty"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("proof of the display")
        ordering = ["taken_on", "pk"]


class SalesAmount(models.Model):
    """The house sales amount an officer chose as the base of the fine, with the reason: the text does
    not say whether that of one contract or of all (Article 53, Item 2). In fen; the newest holds."""

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="amounts")
    contract = models.ForeignKey(SaleContract, models.PROTECT, null=True, related_name="amounts")
    """None for that of all contracts."""
    fen = models.BigIntegerField(_("house sales amount"))
    reason = models.CharField(_("Reason"), max_length=300)
    chosen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("choice of the house sales amount")
        ordering = ["pk"]
