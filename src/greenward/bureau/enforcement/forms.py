"""What is entered for the acts of chapter VI."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.matters.forms import ActForm
from greenward.web.forms import DayField


class ConfirmForm(ActForm):
    corrected_on = DayField(label=_("Corrected on"), past=True, initial=timezone.localdate)


class ReportForm(ActForm):
    """What a party says it corrected, with the paper that shows it."""

    remark = forms.CharField(
        label=_("What was corrected"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        max_length=255,
        help_text=_("The report, the completion papers or photographs; it is filed in the matter."),
    )
