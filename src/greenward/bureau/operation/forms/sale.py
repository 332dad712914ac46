"""What is entered about a sale of homes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.construction.forms.parts import TRUTH, YES_OR_NO
from greenward.web.forms import DayField, YuanField

from ..models import Sale, SaleContract

ANSWERS = [("", _("not read yet")), *YES_OR_NO]
STATES = ("states_star", "states_indicators", "states_energy")


class SaleForm(forms.Form):
    permit = forms.ChoiceField(label=_("Sold under"), choices=Sale.Permit.choices)
    number = forms.CharField(label=_("Number of the permit or filing"), max_length=80)
    first_day = DayField(label=_("On sale from"))
    last_day = DayField(
        label=_("On sale until"), required=False, help_text=_("Empty while it goes on.")
    )


class ContractForm(forms.Form):
    """The template, or the contract of one home; whoever reads it says what it states."""

    unit = forms.CharField(
        label=_("Number of the home"),
        required=False,
        max_length=40,
        help_text=_("Left empty: the template of all contracts."),
    )
    signed_on = DayField(label=_("Signed on"), past=True, required=False)
    clause = forms.CharField(
        label=_("The clause, as it reads"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Copy it from the contract: what it seems to state is proposed below."),
    )
    file = forms.FileField(label=_("The contract"), required=False, max_length=255)

    def __init__(self, *args: Any, sale: Sale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sale = sale
        for name in STATES:
            label = str(SaleContract._meta.get_field(name).verbose_name).capitalize()
            self.fields[name] = forms.ChoiceField(label=label, choices=ANSWERS, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        number = said.get("unit", "").strip()
        said["unit"] = None
        if number:
            rows = self.sale.project.buildings.filter(units__number=number)
            building = rows.first()
            if building is None:
                self.add_error("unit", _("This home is not entered in the building yet."))
            else:
                said["unit"] = building.units.get(number=number)
        if not any(said.get(name) for name in (*STATES, "clause", "file", "unit")):
            raise forms.ValidationError(_("Say at least one thing about the contract."))
        return said

    def for_service(self) -> dict[str, Any]:
        """The keywords of `selling.read_contract`."""
        said = self.cleaned_data
        return {
            "unit": said["unit"],
            "signed_on": said["signed_on"],
            "clause": said["clause"],
            "upload": said["file"],
            "states": {name: TRUTH.get(said[name]) for name in STATES},
        }


class DisplayForm(forms.Form):
    """A photograph of the sales site and what can be read on it."""

    photo = forms.FileField(label=_("Photograph of the sales site"), max_length=255)
    taken_on = DayField(label=_("Taken on"), past=True, initial=timezone.localdate)
    shows_star = forms.BooleanField(label=_("It shows the star"), required=False)
    shows_indicators = forms.BooleanField(
        label=_("It shows the performance indicators"), required=False
    )
    shows_energy = forms.BooleanField(
        label=_("It shows energy index, measures and insulation warranty"), required=False
    )

    @property
    def shows(self) -> dict[str, bool]:
        names = ("shows_star", "shows_indicators", "shows_energy")
        return {name: self.cleaned_data[name] for name in names}


class AmountForm(forms.Form):
    """The base of the fine, chosen by an officer."""

    contract = forms.ModelChoiceField(
        SaleContract.objects.none(),
        label=_("Of which contract"),
        required=False,
        empty_label=_("of all contracts together"),
    )
    yuan = YuanField(label=_("House sales amount, yuan"), max_digits=14)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The text does not say whether one contract or all of them count."),
    )

    def __init__(self, *args: Any, sale: Sale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = sale.contracts.filter(ended_at=None, unit__isnull=False).select_related("unit")
        field = self.fields["contract"]
        field.queryset = rows
        field.label_from_instance = lambda one: str(one.unit)

    def for_service(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"contract": said["contract"], "fen": said["yuan"], "reason": said["reason"]}
