"""Chapter VI: orders to correct, on which the fines of Articles 55 and 57 wait, and fines imposed."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Document, Matter
from greenward.bureau.registry.models import Building


class CorrectionOrder(models.Model):
    """An order to correct a breach within a time the officer sets, counted from service."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="orders")
    duty = models.CharField(max_length=20)
    year = models.SmallIntegerField(null=True)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    served_on = models.DateField(null=True)
    due_on = models.DateField()
    corrected_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True)

    class Meta:
        verbose_name = _("order to correct")
        ordering = ["issued_on", "id"]
        indexes = [models.Index(fields=["building", "duty"], name="order_duty")]
        constraints = [
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(served_on__gte=F("issued_on")),
                name="order_is_served_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("issued_on"))
                & (Q(served_on__isnull=True) | Q(due_on__gt=F("served_on"))),
                name="order_leaves_time",
            ),
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True) | Q(corrected_on__gte=F("issued_on")),
                name="order_is_corrected_after_issue",
            ),
        ]

    def expired(self, on: date) -> bool:
        """Whether the time it set, counted from service, is over on a day without correction."""
        served = self.served_on is not None and self.served_on <= on
        corrected = self.corrected_on is not None and self.corrected_on <= on
        withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= on
        return served and self.due_on < on and not corrected and not withdrawn


class CorrectionCase(models.Model):
    """An order to correct that is made here: drafted, issued by a second person, served, followed.

    Its state, parties and clock are its matter's; what it says, and in how many days from service
    it is to be corrected, stands in its letter. `order` exists once the letter is issued.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="correction")
    building = models.ForeignKey(Building, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20)
    year = models.SmallIntegerField(null=True)
    order = models.OneToOneField(CorrectionOrder, models.PROTECT, null=True, related_name="case")

    class Meta:
        verbose_name = _("case of an order to correct")


class Penalty(models.Model):
    """A fine imposed on an entity after an order expired; Article 58 is a share of it."""

    order = models.OneToOneField(CorrectionOrder, models.PROTECT, related_name="penalty")
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    amount_fen = models.BigIntegerField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True)

    class Meta:
        verbose_name = _("penalty")
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="penalty_is_positive")
        ]
