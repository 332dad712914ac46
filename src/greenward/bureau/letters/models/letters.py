"""Letters from draft to issue, the authorities that sign them, and the series of their numbers.

Once issued a letter never changes; the database refuses it. A letter is taken back by another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, User
from greenward.bureau.casework.models import Document, Filing, Matter, Party

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class Authority(models.Model):
    """Who signs the letters of an area and of the areas inside it that have none of their own."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="authority")
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120)
    short = models.CharField(_("short name in numbers"), max_length=12)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    review_zh = models.CharField(_("where to ask for reconsideration, in Chinese"), max_length=120)
    review_en = models.CharField(_("where to ask for reconsideration, in English"), max_length=200)
    court_zh = models.CharField(_("court for a suit, in Chinese"), max_length=120)
    court_en = models.CharField(_("court for a suit, in English"), max_length=200)

    class Meta:
        verbose_name = _("authority")

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.name_zh if chinese else self.name_en


class Series(models.Model):
    """The last number given for an authority, a kind of letter and a year."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="series")
    word = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "word", "year"], name="one_series")
        ]


class LetterSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """Officials see the letters of their matters, drafts too; a party the issued ones of its
        own matters."""
        from ..selectors import visible

        return self.filter(visible(actor))


class Letter(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")
        DISCARDED = "discarded", _("discarded")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40)
    party = models.ForeignKey(Party, models.PROTECT, related_name="letters")
    """To whom."""
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    """The letter it reminds of, announces, takes back, or whose service it records."""
    fields = models.JSONField(default=dict)
    """What the officer entered, by the names of the kind's fields."""
    translated = models.BooleanField(_("with an English translation"), default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="letters")
    word = models.CharField(max_length=12, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    content = models.JSONField(null=True)
    """`content.Content` as it was at issue."""
    pdf = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    page = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    """The same as HTML."""
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=24, blank=True)
    """To check it by; it cannot be guessed."""
    seal = models.JSONField(null=True)
    """The id of the key and the signature over the PDF's hash (`seals.Signature`)."""

    objects = LetterSet.as_manager()

    class Meta:
        verbose_name = _("letter")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["matter"], name="letter_matter"),
            models.Index(fields=["kind", "-issued_on"], name="letter_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "word", "year", "serial"],
                condition=Q(state="issued"),
                name="a_number_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="a_code_names_one_letter"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", number__gt="", serial__gt=0, pdf__isnull=False)
                | (~Q(state="issued") & Q(number="", serial__isnull=True)),
                name="a_number_is_given_at_issue",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED

    @property
    def label(self) -> str:
        """What pages call its kind."""
        from ..kinds import named

        return named(self.kind).label

    @property
    def must_be_served(self) -> bool:
        from ..kinds import named

        return self.is_issued and named(self.kind).served

    def __str__(self) -> str:
        return self.number or self.label
