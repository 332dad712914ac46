"""What is entered about a handover."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.fields import OrganisationField
from greenward.bureau.construction.models import Project
from greenward.bureau.registry.models import Building
from greenward.web.forms import DayField

from .. import papers
from ..models import Handover, Paper


class BuildingForm(forms.Form):
    code = forms.CharField(
        label=_("Building code"), max_length=40, help_text=_("As it stands in the register.")
    )


class HandoverForm(forms.Form):
    """A building of the project, a home in it or all of it, the receiver, the day, the papers."""

    building = forms.ModelChoiceField(Building.objects.none(), label=_("Building"))
    number = forms.CharField(
        label=_("Number of the home"),
        required=False,
        max_length=40,
        help_text=_("Left empty: the whole building."),
    )
    receiver = forms.ChoiceField(label=_("Receiver"), choices=Handover.Receiver.choices)
    name = forms.CharField(label=_("Name of the receiver"), required=False, max_length=200)
    organisation = OrganisationField(
        label=_("Company that receives it"),
        required=False,
        help_text=_("Its code, or its name as it is on file: its people can then sign here."),
    )
    on = DayField(label=_("Handed over on"), past=True, initial=timezone.localdate)
    given = forms.ModelMultipleChoiceField(
        Paper.objects.none(),
        label=_("Papers given"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buildings = project.buildings.order_by("name")
        newest = [paper.pk for paper in papers.newest(project).values()]
        self.fields["building"].queryset = buildings
        self.fields["building"].initial = buildings.first()
        choice = self.fields["given"]
        choice.queryset = Paper.objects.filter(pk__in=newest)
        choice.initial = newest
        choice.label_from_instance = paper_label

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        building, number = said.get("building"), said.get("number", "").strip()
        said["unit"] = None
        if building is not None and number:
            said["unit"] = building.units.filter(number=number).first()
            if said["unit"] is None:
                self.add_error("number", _("This home is not entered in the building yet."))
        return said

    def for_service(self) -> dict[str, Any]:
        """The keywords of `handing.hand_over`."""
        return {k: v for k, v in self.cleaned_data.items() if k != "number"}


class GiveForm(forms.Form):
    given = forms.ModelMultipleChoiceField(
        Paper.objects.none(), label=_("Papers given"), widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label=_("Given on"), initial=timezone.localdate)

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = [paper.pk for paper in papers.newest(handover.project).values()]
        rows = Paper.objects.filter(pk__in=newest).exclude(given__handover=handover)
        choice = self.fields["given"]
        choice.queryset = rows
        choice.label_from_instance = paper_label

    @property
    def any_left(self) -> bool:
        """Whether there is a paper that was not given yet."""
        return bool(self.fields["given"].queryset.exists())


class ReceiptForm(forms.Form):
    file = forms.FileField(
        label=_("Signed receipt"),
        max_length=255,
        help_text=_("A scan or a photograph of the paper the receiver signed."),
    )


def paper_label(paper: Paper) -> str:
    """A version of a paper in a list of choices."""
    return f"{paper.get_kind_display()} · V{paper.version}"
