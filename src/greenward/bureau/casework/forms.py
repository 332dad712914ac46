"""Filters of casework's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .words import ACTS


class LogFilter(forms.Form):
    """Which acts of the log to show; all when empty."""

    act = forms.ChoiceField(
        label=_("Act"),
        required=False,
        choices=lambda: [("", _("all")), *sorted(ACTS.items(), key=lambda item: str(item[1]))],
    )
    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )
