"""The special acceptance: a session of four parties, its three comparisons, its signatures, its
report, and the authority's spot check of it (Article 16).

A signature is of a content: of one revision by its hash. Whatever is changed afterwards is another
revision, and no signature of the earlier one stands for it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Max, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, PartyRole, User
from greenward.bureau.casework.models import Filing

from .chapters import Chapter
from .decisions import Application
from .projects import Project


class Comparison(models.TextChoices):
    """What the works are compared with; one column of the session each."""

    STANDARDS = "standards", _("construction standards")
    DRAWINGS = "drawings", _("construction drawings")
    CHAPTER = "chapter", _("green chapter")


class Result(models.TextChoices):
    UNCHECKED = "", _("not checked")
    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")


class Acceptance(models.Model):
    """One session, on one application for the gate that asks for it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="acceptances")
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="acceptance_session"
    )
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    """The failed session whose open points it starts from."""
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    star = models.PositiveSmallIntegerField(_("star found"), null=True)
    findings = models.TextField(_("findings"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    report = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    report_issued_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("session of a special acceptance")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["held_on"], name="acceptance_held_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(star__isnull=True) | Q(star__lte=3), name="acceptance_star"
            )
        ]

    @property
    def content_hash(self) -> str:
        """The SHA-256 (hexadecimal) of what the parties sign."""
        text = json.dumps(self.content(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def chapter_at(self) -> datetime | None:
        """When the project's newest chapter was handed in; lists read it beside their rows."""
        rows = Chapter.objects.filter(project=self.project_id)
        newest: datetime | None = rows.aggregate(at=Max("handed_in_at"))["at"]
        return newest

    def content(self) -> dict[str, Any]:
        """What the parties sign: everything that a person entered in the session."""
        return {
            "session": self.pk,
            "revision": self.revision,
            "held_on": self.held_on.isoformat(),
            "place": self.place,
            "star": self.star,
            "findings": self.findings,
            "attendance": [
                [one.role, one.organisation_id, one.present, one.people]
                for one in self.attendance.all()
            ],
            "items": [
                [one.pk, one.comparison, one.what, one.required, one.found, one.result, one.note]
                for one in self.items.all()
            ],
        }


class Attendance(models.Model):
    """Whether one of the four parties takes part, and by whom."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="attendance")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    present = models.BooleanField(_("takes part"), null=True)
    people = models.CharField(_("persons present"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attendance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "role"], name="attendance_of_a_role")
        ]


class AcceptanceItem(models.Model):
    """One point of the checklist: what is required beside what was found."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="items")
    comparison = models.CharField(_("compared with"), max_length=10, choices=Comparison.choices)
    what = models.CharField(_("point"), max_length=200)
    required = models.CharField(_("required"), max_length=300, blank=True)
    found = models.CharField(_("found"), max_length=300, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    open_point = models.BooleanField(default=False)
    """It was open at the end of the session this one follows."""

    class Meta:
        verbose_name = _("point of the checklist")
        ordering = ["pk"]


class Signature(models.Model):
    """One party's signature under one revision of a session. Never changed."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("agrees"))
    reason = models.CharField(_("reason of the dissent"), max_length=300, blank=True)
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("signature")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(reason=""), name="dissent_gives_its_reason"
            )
        ]


class SpotCheck(models.Model):
    """The authority's check of one acceptance, drawn or for a cause. Never changed."""

    class Cause(models.TextChoices):
        DRAWN = "drawn", _("drawn")
        CAUSE = "cause", _("for a cause")

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="spot_checks")
    checked_on = models.DateField(_("checked on"))
    cause = models.CharField(_("chosen"), max_length=10, choices=Cause.choices)
    chosen_by = models.CharField(_("number of the draw, or the cause"), max_length=200)
    conforms = models.BooleanField(_("the acceptance conforms"))
    nonconformities = models.TextField(_("what does not conform"), blank=True)
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("spot check of an acceptance")
        ordering = ["-checked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(conforms=True) | ~Q(nonconformities=""),
                name="spot_check_says_what_fails",
            )
        ]
