"""What is entered for the acts on a defect."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.matters.forms import ActForm
from greenward.web.forms import DayField


class RepairDayForm(ActForm):
    due_on = DayField(
        label=_("Repair by"),
        help_text=_("The text gives no number of days: take the contract's day, or decide one."),
    )
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=300, widget=forms.Textarea({"rows": 3})
    )


class RepairForm(ActForm):
    repaired_on = DayField(label=_("Repaired on"), past=True, initial=timezone.localdate)
    remark = forms.CharField(
        label=_("What was repaired"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    photo = forms.FileField(
        label=_("Photograph of the repair"),
        max_length=255,
        help_text=_("JPEG or PNG; the buyer and the authority see it."),
    )
