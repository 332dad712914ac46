"""What is filed in a matter: documents in versions, and requests to correct what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, User

from .matters import Clock, Matter
from .records import Document

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class Label(models.TextChoices):
    """Who may open a filed document, beside whoever filed it (MLPS 2.0, 8.1.4.2)."""

    PUBLIC = "public", _("public")
    PARTIES = "parties", _("the authority and the parties")
    INTERNAL = "internal", _("the authority alone")


class FilingSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """The filings an actor may open: by post, as a party, as who filed them, or as anybody."""
        from ..filings import visible

        return self.filter(visible(actor))


class Filing(models.Model):
    """A document filed in a matter. A new version replaces an old one, which stays on file.

    A redacted copy is a filing of its own that points at its original. The database lets nothing
    of a filing change but who may open it.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="filings")
    document = models.ForeignKey(Document, models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    redacts = models.ForeignKey("self", models.PROTECT, null=True, related_name="redacted_copies")
    label = models.CharField(max_length=10, choices=Label.choices, default=Label.PARTIES)
    personal = models.BooleanField(default=False)
    """Whether it tells of private persons: then each opening is logged and it is never public."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The party on whose behalf it was filed; None for the authority and for a home buyer."""
    filed_at = models.DateTimeField(auto_now_add=True)
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = FilingSet.as_manager()

    class Meta:
        verbose_name = _("filed document")
        ordering = ["id"]
        indexes = [models.Index(fields=["filed_by", "filed_at"], name="filing_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label="public", personal=True), name="personal_is_never_public"
            )
        ]


class Request(models.Model):
    """A request for what is missing: one list of everything missing, on which the clock stops.

    Administrative Licensing Law, Article 32: all at once, within five working days, else the
    application counts as accepted.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="requests")
    clocks = models.ManyToManyField(Clock, related_name="+")
    """The clocks it stopped: the authority's own, never the party's."""
    why_again = models.CharField(max_length=300, blank=True)
    """Of a second request: what the answer to the first raised newly."""
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request for what is missing")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_request_in_a_matter",
            )
        ]


class RequestItem(models.Model):
    """One thing to correct, answered in place by a text, a document or both."""

    class Type(models.TextChoices):
        MISSING = "missing", _("a document is missing")
        WRONG = "wrong", _("a statement is wrong or contradicts another")
        UNCLEAR = "unclear", _("a statement is unclear")
        UNSIGNED = "unsigned", _("a signature or seal is missing")
        FORM = "form", _("the form is not the prescribed one")

    request = models.ForeignKey(Request, models.CASCADE, related_name="items")
    type = models.CharField(max_length=10, choices=Type.choices)
    what = models.CharField(max_length=300)
    """The document, field or fact it is about, in words."""
    article = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True)
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
