"""Chapter VI: orders to correct, on which the fines of Articles 55 and 57 wait, and fines imposed."""

from __future__ import annotations

from django.db import models

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Document
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
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True)

    class Meta:
        indexes = [models.Index(fields=["building", "duty"], name="order_duty")]


class Penalty(models.Model):
    """A fine imposed on an entity after an order expired; Article 58 is a share of it."""

    order = models.OneToOneField(CorrectionOrder, models.PROTECT, related_name="penalty")
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    amount_fen = models.BigIntegerField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True)
