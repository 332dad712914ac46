"""Tender documents and contracts of a project's services, and what an officer found in them (Article 14).

Four services, each with its tender document and its contract. The developer says what stands in
them; what an officer read in a document holds against that until the finding is lifted.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, User
from greenward.bureau.casework.models import Filing

from .projects import Project


class Procurement(models.Model):
    """One service commissioned for a project. Money in fen; a star from 0 to 3."""

    class Service(models.TextChoices):
        """`greenward.law.clauses.Service`."""

        CONSULTING = "consulting", _("consulting")
        DESIGN = "design", _("design")
        CONSTRUCTION = "construction", _("construction")
        SUPERVISION = "supervision", _("supervision")

    project = models.ForeignKey(Project, models.PROTECT, related_name="procurements")
    service = models.CharField(_("service"), max_length=20, choices=Service.choices)
    lot = models.CharField(_("part of the works"), max_length=100, blank=True)
    """Which of several contracts of a service."""
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who was commissioned"),
    )  # fmt: skip
    tendered = models.BooleanField(_("put out to tender"), null=True)
    """Else entrusted directly; None while nobody said."""
    commissioned_on = models.DateField(_("tendered or entrusted on"), null=True, blank=True)
    price_fen = models.BigIntegerField(_("contract price"), null=True, blank=True)
    tender = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    tender_clause = models.BooleanField(null=True)
    tender_star = models.PositiveSmallIntegerField(null=True)
    contract = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    contract_clause = models.BooleanField(null=True)
    contract_star = models.PositiveSmallIntegerField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    """Entered by mistake: it stays on file and counts no more."""

    class Meta:
        verbose_name = _("procurement")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tender_star__lte=3, contract_star__lte=3),
                name="procurement_star",
            ),
            models.CheckConstraint(condition=models.Q(price_fen__gte=0), name="procurement_price"),
        ]


class ClauseFinding(models.Model):
    """What an officer read in a document: the star its clause states, or that it has none."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="findings")
    paper = models.CharField(max_length=10)
    """`greenward.law.clauses.Paper`."""
    star = models.PositiveSmallIntegerField(_("star that was found"), null=True)
    """None: no clause on the star was found."""
    remark = models.CharField(_("remark"), max_length=300)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("finding about a clause")
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "paper"],
                condition=models.Q(lifted_at=None),
                name="one_finding_of_a_document",
            )
        ]
