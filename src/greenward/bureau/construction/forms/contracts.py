"""Entering a procurement, its documents and their clauses, and what an officer found (Article 14)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation
from greenward.web.forms import DayField, YuanField

from ..models import Procurement, Project
from .parts import SAID, STARS, TRUTH, UNKNOWN, YES_OR_NO, label


class ProcurementForm(forms.Form):
    """What was commissioned. `for_service` gives the columns in the units they are kept in."""

    service = forms.ChoiceField(
        label=label(Procurement, "service"),
        choices=Procurement.Service.choices,
        widget=forms.RadioSelect,
    )
    tendered = forms.ChoiceField(
        label=_("How was it commissioned?"),
        choices=[("yes", _("put out to tender")), ("no", _("entrusted directly")), UNKNOWN],
        required=False,
        widget=forms.RadioSelect,
    )
    commissioned_on = DayField(
        label=label(Procurement, "commissioned_on"),
        past=True,
        required=False,
        help_text=_("The day the tender document went out, or of the contract entrusted directly."),
    )
    provider = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=label(Procurement, "provider"),
        required=False,
        empty_label=_("not known yet"),
        help_text=_(
            "One of those who take part in the project. Let it join first if it is missing."
        ),
    )
    lot = forms.CharField(
        label=label(Procurement, "lot"),
        required=False,
        max_length=100,
        help_text=_("Only where a service has several contracts."),
    )
    price = YuanField(
        label=_("Contract price (yuan)"),
        required=False,
        help_text=_("Seen by the authority and the parties of the project alone."),
    )

    def __init__(
        self, *args: Any, project: Project, row: Procurement | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        parties = project.matter.parties.filter(organisation__isnull=False)
        self.fields["provider"].queryset = Organisation.objects.filter(
            pk__in=parties.values("organisation")
        ).order_by("name")
        if row is not None:
            del self.fields["service"]

    @staticmethod
    def initial_of(row: Procurement) -> dict[str, Any]:
        """What is on file, as the fields show it."""
        return {
            "tendered": SAID[row.tendered],
            "commissioned_on": row.commissioned_on,
            "provider": row.provider_id,
            "lot": row.lot,
            "price": row.price_fen,
        }

    def for_service(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said["tendered"] = TRUTH.get(said["tendered"])
        said["price_fen"] = said.pop("price")
        return said


class PaperForm(forms.Form):
    """The tender document or the contract itself."""

    file = forms.FileField(label=_("File"), help_text=_("PDF is read at once; a scan is not."))


class ClauseForm(forms.Form):
    """What a person says stands in a document."""

    stated = forms.ChoiceField(
        label=_("Does the document state the star and what goes with it?"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
    )
    star = forms.ChoiceField(
        label=_("Which star does it state?"),
        choices=[*STARS, UNKNOWN],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """The words as the service takes them; no star without a clause."""
        data = super().clean() or {}
        stated = data.get("stated") == "yes"
        star = data.get("star")
        if stated and not star:
            self.add_error("star", _("Say which star it states."))
        return {"stated": stated, "star": int(star) if stated and star else None}


class FindingForm(forms.Form):
    """What an officer read in a document."""

    star = forms.ChoiceField(
        label=_("What did you read?"),
        choices=[("", _("no clause on the star")), *STARS],
        required=False,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Where, and in which words"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_star(self) -> int | None:
        star = self.cleaned_data["star"]
        return int(star) if star else None
