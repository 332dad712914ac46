"""The law in force as data: editions of the regulation, standards, their rows and what officials
said of them.

Every number that comes from a standard is a row with its dates, unit, source and class of
evidence. Rows and rulings are never changed or deleted: a better value is a new row beside a
rejected one. A row decides when its evidence is primary or an official has confirmed it; until
then whatever needs it is unknown.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, User
from greenward.law.canonical import read_edition
from greenward.law.language import Edition
from greenward.law.standards import Row, describe, quantity
from greenward.law.standards.rows import Selector, selector_of


@lru_cache(maxsize=16)
def _read(hash: str, body: str) -> Edition:
    return read_edition(body)


class PublishedEdition(models.Model):
    """An edition of a city's law, stored as its canonical text under its hash."""

    hash = models.CharField(primary_key=True, max_length=64)
    pack = models.CharField(max_length=40)
    body = models.TextField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("edition of the law")
        indexes = [models.Index(fields=["pack", "-published_at"], name="edition_latest")]

    @property
    def edition(self) -> Edition:
        """The law that the stored text states; nothing of today's code enters it."""
        return _read(self.hash, self.body)


class Evidence(models.TextChoices):
    """How well a value is known."""

    PRIMARY = "P", _("read in the standard itself")
    SECONDARY = "S", _("repeated consistently by other sources")
    SINGLE = "S1", _("one secondary source")
    MEMORY = "M", _("a proposal from memory")
    AUTHORITY = "A", _("entered by the authority")


class Standard(models.Model):
    """A standard or an authority's own table.

    `gaps` names what the standard states but nobody has supplied ({quantity, selector, zh, en,
    from_zh, from_en}); what it neither has as a row nor as a gap, it does not limit. `method` is how its indicator
    adds the commodities together.
    """

    class Level(models.TextChoices):
        NATIONAL = "national", _("national")
        LOCAL = "local", _("local")

    class Method(models.TextChoices):
        ELECTRICITY = "electricity_equivalent", _("electricity equivalent")
        SITE = "site_energy", _("energy content on site")

    code = models.CharField(_("number"), max_length=60, unique=True)
    title_zh = models.CharField(_("Chinese title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    method = models.CharField(
        _("how commodities are added"),
        max_length=30,
        choices=Method.choices,
        default=Method.ELECTRICITY,
    )
    gaps = models.JSONField(default=list)

    class Meta:
        verbose_name = _("standard")
        ordering = ["code"]

    @property
    def title(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.title_zh if chinese else self.title_en

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class StandardInUse(models.Model):
    """That an area's authority applies a standard for a purpose, from a day to a day."""

    class Purpose(models.TextChoices):
        ENERGY = "energy", _("energy limits (Article 32)")
        WATER = "water", _("water quotas (Article 33)")
        AIR = "air", _("limits of indoor air (Article 34)")
        SOUND = "sound", _("limits of sound (Article 35)")

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"))
    standard = models.ForeignKey(Standard, models.PROTECT, verbose_name=_("standard"))
    purpose = models.CharField(max_length=40, choices=Purpose.choices)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("use of a standard")
        ordering = ["area__path", "first_day", "id"]
        unique_together = [("area", "standard", "purpose", "first_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="use_ends_after_it_begins",
            )
        ]


class RowState(models.TextChoices):
    """Where a row stands."""

    DECIDES = "decides", _("decides")
    UNDECIDED = "undecided", _("to confirm")
    REJECTED = "rejected", _("rejected")


class StandardRows(models.QuerySet["StandardRow"]):
    """Rows together with the last ruling on each (`word`)."""

    def with_word(self) -> Self:
        last = Ruling.objects.filter(row=OuterRef("pk")).order_by("-pk")
        return self.annotate(word=Subquery(last.values("word")[:1]))

    def standing(self) -> Self:
        """All rows but the rejected."""
        kept = Q(word=None) | Q(word__in=[Ruling.Word.CONFIRMED, Ruling.Word.WITHDRAWN])
        return self.with_word().filter(kept)

    def deciding(self) -> Self:
        primary = Q(evidence=Evidence.PRIMARY)
        return self.standing().filter(primary | Q(word=Ruling.Word.CONFIRMED))

    def undecided(self) -> Self:
        """Rows that wait for an official's word."""
        waiting = Q(word=None) | Q(word=Ruling.Word.WITHDRAWN)
        return self.with_word().filter(waiting).exclude(evidence=Evidence.PRIMARY)


SIGNS = {"at most": "≤ ", "at least": "≥ ", "below": "< ", "above": "> "}


class StandardRow(models.Model):
    """One value of a standard: for what, how much, in which unit, from when to when, says who.

    `quantity` names what the value is (`greenward.law.standards.QUANTITIES`); `selector` narrows
    it to climate zones, energy classes and the like, empty meaning all. `compare` is *full* or
    *rounded* (GB/T 8170), the latter to `decimals`, those the value is written with.
    """

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="rows")
    quantity = models.CharField(max_length=60)
    selector = models.JSONField(default=dict, blank=True)
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

    objects = StandardRows.as_manager()

    class Meta:
        verbose_name = _("row of a standard")
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
            models.CheckConstraint(condition=Q(value__gt=0), name="row_value_positive"),
        ]

    @cached_property
    def holds_for(self) -> Selector:
        """The selector unpacked: key -> the codes it holds for."""
        return selector_of(self.selector)

    @property
    def written(self) -> Any:
        """The value with the decimals it was written with."""
        return round(self.value, self.decimals)

    @property
    def said(self) -> str:
        """The value with its unit, and before it the way it is compared where that can differ."""
        known = quantity(self.quantity)
        sign = SIGNS[self.direction] if known and known.compared else ""
        return f"{sign}{self.written} {self.unit}"

    @property
    def what(self) -> str:
        """What the row states, in the language in use."""
        return describe(self.quantity, self.holds_for, get_language() or "zh-hans")

    @property
    def brief(self) -> str:
        """The same, long lists of classes or zones only counted."""
        return describe(self.quantity, self.holds_for, get_language() or "zh-hans", at_most=3)

    @property
    def state(self) -> RowState:
        """Where the row stands; needs a queryset `with_word`."""
        word = self.word
        if word == Ruling.Word.REJECTED:
            return RowState.REJECTED
        decides = word == Ruling.Word.CONFIRMED or self.evidence == Evidence.PRIMARY
        return RowState.DECIDES if decides else RowState.UNDECIDED

    def as_row(self) -> Row:
        """The row as the ground floor knows it."""
        return Row(
            quantity=self.quantity,
            value=self.written,
            unit=self.unit,
            selector=self.holds_for,
            first_day=self.first_day,
            last_day=self.last_day,
            source=self.source,
            evidence=self.evidence,
            confidence=self.confidence,
            compare=self.compare,
            direction=self.direction,
            where=f"#{self.pk}",
        )

    def __str__(self) -> str:
        return f"{self.what} {self.written} {self.unit}"


class Ruling(models.Model):
    """What an official said of a row: the last word holds.

    *Confirmed*: the row is what the standard says. *Withdrawn*: that word was wrong, the row waits
    again. *Rejected*: the row is not what the standard says, and counts for nothing.
    """

    class Word(models.TextChoices):
        CONFIRMED = "confirmed", _("row confirmed")
        WITHDRAWN = "withdrawn", _("confirmation withdrawn")
        REJECTED = "rejected", _("row rejected")

    row = models.ForeignKey(StandardRow, models.PROTECT, related_name="rulings")
    word = models.CharField(max_length=10, choices=Word.choices)
    official = models.CharField(_("official"), max_length=120)
    source = models.TextField(_("source seen, or reason"))
    dated = models.DateField(_("date"))
    user = models.ForeignKey(User, models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("word on a row")
        ordering = ["id"]
        indexes = [models.Index(fields=["row", "-id"], name="ruling_last")]
