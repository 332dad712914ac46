"""What the authority enters beside the law: official texts, discretion tables, implementing
policies (Article 47) and holidays.

Nothing here is changed or deleted once it counts: a text loaded again supersedes the earlier one,
a published table is followed by its next version, a policy or a notice is withdrawn with a reason.
The database itself refuses the rest.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.models import Document


class OfficialText(models.Model):
    """One loading of an instrument's official text; the last one of a language holds."""

    class Language(models.TextChoices):
        ZH = "zh", _("Chinese")
        EN = "en", _("English")

    instrument = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    document = models.ForeignKey(Document, models.PROTECT)
    file_name = models.CharField(max_length=255)
    front = models.TextField(blank=True)
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("official text")
        indexes = [models.Index(fields=["instrument", "language", "-id"], name="text_latest")]

    def __str__(self) -> str:
        return f"{self.instrument} ({self.get_language_display()})"


class Passage(models.Model):
    """The words of one paragraph or item, at its place (`greenward.law.texts`)."""

    text = models.ForeignKey(OfficialText, models.PROTECT, related_name="passages")
    order = models.PositiveIntegerField()
    place = models.CharField(max_length=60)
    chapter = models.PositiveSmallIntegerField()
    heading = models.TextField(blank=True)
    label = models.CharField(max_length=30, blank=True)
    words = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("passage")
        ordering = ["text", "order"]
        constraints = [
            models.UniqueConstraint(fields=["text", "order"], name="passage_one_at_an_order"),
            models.UniqueConstraint(fields=["text", "place"], name="passage_one_at_a_place"),
        ]


class DiscretionTable(models.Model):
    """One version of a city's discretion table: what fine within the legal band for what gravity.

    A draft may be changed; a published version only gets its last day.
    """

    pack = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    document = models.CharField(_("document that lays it down"), max_length=200, blank=True)
    first_day = models.DateField(_("in force from"), null=True, blank=True)
    last_day = models.DateField(_("in force until"), null=True, blank=True)
    drafted_at = models.DateTimeField(auto_now_add=True)
    drafted_by = models.CharField(max_length=120)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("discretion table")
        ordering = ["pack", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "version"], name="table_version_once"),
            models.UniqueConstraint(
                fields=["pack"], condition=Q(published_at=None), name="table_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | (Q(first_day__isnull=False) & ~Q(document="")),
                name="table_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="table_ends_after_it_begins",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    def __str__(self) -> str:
        title = self.title or _("Discretion table")
        return _("%(title)s, version %(n)s") % {"title": title, "n": self.version}


class DiscretionTier(models.Model):
    """One tier of a fine: for which circumstances which part of the legal band.

    `low` and `high` are in the terms of the fine itself (`greenward.law.language.Fine`): fen, or
    shares of its base. `after_gap`: the table leaves a gap below this tier on purpose.
    """

    table = models.ForeignKey(DiscretionTable, models.CASCADE, related_name="tiers")
    instrument = models.CharField(max_length=40)
    fine_article = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    criteria_zh = models.TextField(_("criteria in Chinese"))
    criteria_en = models.TextField(_("criteria in English"), blank=True)
    after_gap = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tier of a discretion table")
        ordering = ["table", "instrument", "fine_article", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "instrument", "fine_article", "order"], name="tier_once"
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0) & Q(high__gte=F("low")), name="tier_low_below_high"
            ),
        ]

    @property
    def name(self) -> str:
        return _either(self.name_zh, self.name_en)

    @property
    def criteria(self) -> str:
        return _either(self.criteria_zh, self.criteria_en)


class Withdrawable(models.Model):
    """A row that is never changed; it may be withdrawn once, from a day on, with a reason."""

    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


class ImplementingPolicy(Withdrawable):
    """A document that puts a permission of the law into effect (Article 47), from a day to a day.

    `numbers` holds what the permission asks of the policy, by fact, in the fact's own whole units
    (the uplift of a loan in basis points).
    """

    pack = models.CharField(max_length=40)
    permission = models.CharField(_("incentive"), max_length=40)
    document_number = models.CharField(_("document number"), max_length=120)
    title = models.CharField(_("title"), max_length=200)
    first_day = models.DateField(_("in force from"))
    last_day = models.DateField(_("in force until"), null=True, blank=True)
    numbers = models.JSONField(default=dict, blank=True)
    withdrawn_from = models.DateField(null=True)

    class Meta:
        verbose_name = _("implementing policy")
        verbose_name_plural = _("implementing policies")
        ordering = ["pack", "permission", "-first_day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="policy_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_from=None)
                | (Q(withdrawn_from__gte=F("first_day")) & ~Q(withdrawn_reason="")),
                name="policy_withdrawn_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.title}"


class HolidayNotice(Withdrawable):
    """A notice about days off and made-up workdays. `whole_year` says that it settles a year."""

    year = models.PositiveSmallIntegerField(_("year"))
    document = models.CharField(_("notice"), max_length=200)
    whole_year = models.BooleanField()

    class Meta:
        verbose_name = _("holiday notice")
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="notice_withdrawn_whole",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(withdrawn_at=None, whole_year=True),
                name="notice_one_whole_year",
            ),
        ]

    def __str__(self) -> str:
        return self.document


class OwnDay(models.Model):
    """One day that a notice makes worked or free."""

    notice = models.ForeignKey(HolidayNotice, models.PROTECT, related_name="days")
    day = models.DateField()
    working = models.BooleanField()

    class Meta:
        verbose_name = _("day of the authority's own")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "day"], name="own_day_once_in_a_notice")
        ]


def _either(zh: str, en: str) -> str:
    return zh if (get_language() or "zh").startswith("zh") else en or zh
