"""What is entered for the acts of chapter VI."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.matters.forms import ActForm


class ConfirmForm(ActForm):
    corrected_on = forms.DateField(label=_("Corrected on"), initial=timezone.localdate)
