"""Certificates as an officer enters them, and the filter of their list (Articles 15, 34, 35)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation
from greenward.web.forms import DayField

from ..models import Qualification
from ..models.testing import Activity
from .parts import label


class QualificationForm(forms.Form):
    """A certificate."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label=label(Qualification, "organisation")
    )
    activity = forms.ChoiceField(
        label=label(Qualification, "activity"), choices=Activity.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(label=label(Qualification, "number"), max_length=100)
    scope = forms.CharField(label=label(Qualification, "scope"), max_length=300, required=False)
    first_day = DayField(label=_("Valid from"))
    last_day = DayField(
        label=_("Valid until"), required=False, help_text=_("Empty where it states no end.")
    )
    document = forms.FileField(label=_("The certificate"), required=False)


class RevokeForm(forms.Form):
    on = DayField(label=label(Qualification, "revoked_on"))
    because = forms.CharField(label=_("Why"), max_length=300)


class QualificationFilter(forms.Form):
    """Which certificates to show; all when empty."""

    activity = forms.ChoiceField(
        label=label(Qualification, "activity"),
        required=False,
        choices=[("", _("all")), *Activity.choices],
    )
    text = forms.CharField(
        label=label(Qualification, "organisation"),
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
