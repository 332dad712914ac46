"""What is entered about a home: an offered time, a finding, whether the developer helped."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.construction.forms.parts import TRUTH

from ..models import InspectionItem


class OfferForm(forms.Form):
    at = forms.DateTimeField(
        label=_("Day and time"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    contact = forms.CharField(label=_("Who comes, and a phone number"), max_length=120)


class ItemForm(forms.Form):
    result = forms.ChoiceField(choices=InspectionItem.Result.choices)
    remark = forms.CharField(required=False, max_length=300)
    photo = forms.FileField(required=False, max_length=255)


class HandInForm(forms.Form):
    """The last page: did the developer cooperate?"""

    assisted = forms.ChoiceField(
        label=_("Did the developer come and help?"),
        choices=[
            ("yes", _("They came and helped")),
            ("no", _("They did not")),
            ("", _("I went alone, as I wished")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def said(self) -> bool | None:
        return TRUTH.get(self.cleaned_data["assisted"])
