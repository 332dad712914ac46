"""The law in force as data: editions of the regulation, standards, their rows and who confirmed them.

Every number that comes from a standard is a row with its dates, unit, source and class of
evidence. Rows are never changed: a better value is a new row. A row decides when its evidence is
primary or an official has confirmed it; until then whatever needs it is unknown.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, User


class PublishedEdition(models.Model):
    """An edition of a city's law, stored as its canonical text under its hash."""

    hash = models.CharField(primary_key=True, max_length=64)
    pack = models.CharField(max_length=40)
    body = models.TextField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["pack", "-published_at"], name="edition_latest")]


class Evidence(models.TextChoices):
    """How well a value is known (handbook of standards, section 0.1)."""

    PRIMARY = "P", _("read in the standard itself")
    SECONDARY = "S", _("repeated consistently by other sources")
    SINGLE = "S1", _("one secondary source")
    MEMORY = "M", _("a proposal from memory")
    AUTHORITY = "A", _("entered by the authority")


class Standard(models.Model):
    """A standard or an authority's own table."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        LOCAL = "local", _("local")

    code = models.CharField(_("number"), max_length=60, unique=True)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=Level.choices)

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return f"{self.code} {self.title_zh if chinese else self.title_en}"


class StandardInUse(models.Model):
    """That an area's authority applies a standard for a purpose, from a day to a day."""

    area = models.ForeignKey(Area, models.PROTECT)
    standard = models.ForeignKey(Standard, models.PROTECT)
    purpose = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    recorded_by = models.CharField(max_length=120)

    class Meta:
        unique_together = [("area", "standard", "purpose", "first_day")]


class StandardRow(models.Model):
    """One value of a standard: for what, how much, in which unit, from when to when, says who.

    `quantity` names what the value is (``energy.constraint``, ``energy.guiding``,
    ``factor.kgce``, ``due.32.2.2`` …); `selector` narrows it to a climate zone and an energy
    class, empty meaning all. `compare` is *full* or *rounded* (GB/T 8170).
    """

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="rows")
    quantity = models.CharField(max_length=60)
    selector = models.JSONField(default=dict)
    value = models.DecimalField(max_digits=20, decimal_places=8)
    decimals = models.SmallIntegerField(default=0)
    unit = models.CharField(max_length=40)
    compare = models.CharField(max_length=10, default="full")
    direction = models.CharField(max_length=10, default="at most")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    source = models.TextField()
    evidence = models.CharField(max_length=2, choices=Evidence.choices)
    confidence = models.SmallIntegerField(null=True)
    key = models.CharField(max_length=64, unique=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["standard__code", "quantity", "id"]
        indexes = [models.Index(fields=["quantity"], name="row_quantity")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="row_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(compare__in=["full", "rounded"]), name="row_compare_known"
            ),
        ]


class Confirmation(models.Model):
    """An official's word that a row is what the standard says: name, source, date."""

    row = models.OneToOneField(StandardRow, models.PROTECT, related_name="confirmation")
    official = models.CharField(_("official"), max_length=120)
    source = models.TextField(_("source seen"))
    dated = models.DateField(_("date"))
    user = models.ForeignKey(User, models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)
