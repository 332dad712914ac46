"""What is entered of a green chapter: the draft, its handing in, the review, the days of the stages and
who writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.registry.labels import STANDARDS
from greenward.web.forms import DayField, YuanField

from ..chapters.contents import COLUMNS, Part
from ..models.chapters import STARS, Budgeted, Chapter, Stage
from .parts import yes_no


class StageForm(forms.Form):
    """The day a stage began."""

    begun_on = DayField(label=_("Began on"), past=True)
    because = forms.CharField(label=_("Why it changes"), required=False, max_length=300)

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not correcting:
            del self.fields["because"]


class ChapterForm(forms.ModelForm):
    """A draft of a chapter: everything may be left open; what is right is saved beside what is not."""

    star = forms.TypedChoiceField(
        label=_("Star"), choices=STARS, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    industrialised = yes_no(_("Is industrialised construction required?"))
    budgeted = forms.ChoiceField(
        label=_("Where the costs stand"),
        choices=Budgeted.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    cost = YuanField(label=_("Costs of the green measures, yuan"), required=False)

    class Meta:
        model = Chapter
        fields = [name for name in COLUMNS if name != "cost_fen"]
        labels = {
            "standard": _("Standard and edition"),
            "energy_target": _("Energy use, kWh/(m²·a)"),
            "emission_target": _("Carbon emission, kgCO₂/(m²·a)"),
            "saving_rate": _("Energy-saving rate, %"),
            "renewable_share": _("Share of renewable energy, %"),
            "prefabrication_rate": _("Prefabrication rate, %"),
            "technical_path": _("Measures"),
            "budget_lines": _("Items of the estimate and the budget"),
            "funding_source": _("Where the money comes from"),
        }
        widgets = {
            "technical_path": forms.Textarea({"rows": 8}),
            "standard": forms.TextInput({"list": "standards"}),
        }

    standards = STANDARDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            if isinstance(field, forms.DecimalField):
                field.widget.attrs["inputmode"] = "decimal"
                field.validators += _validators(name)
            field.help_text = HINTS.get(name, "")
        self.initial["cost"] = self.instance.cost_fen

    def fields_of(self, part: Part) -> list[forms.BoundField]:
        return [self["cost" if name == "cost_fen" else name] for name in part.columns]

    def right(self) -> dict[str, Any]:
        """The columns that were sent and are right, by their names."""
        said = {name: value for name, value in self.cleaned_data.items() if name in self.data}
        if "cost" in said:
            said["cost_fen"] = said.pop("cost")
        return said

    def _post_clean(self) -> None:
        """The draft is saved by its service, field by field: the row itself is left alone."""


def _validators(name: str) -> list[Any]:
    return [] if name == "cost" else list(Chapter._meta.get_field(name).validators)


HINTS = {
    "energy_target": _(
        "Designed energy use of the building in one year, for each m² of floor area."
    ),
    "emission_target": _("Designed operational carbon emission in one year, for each m²."),
    "prefabrication_rate": _("Only where industrialised construction is required."),
    "budget_lines": _("For instance: estimate chapter 3 item 2; budget item 12."),
    "funding_source": _("For instance: own funds, loan, fiscal money, subsidy."),
}


class AttachForm(forms.Form):
    """A drawing or calculation that belongs to the chapter."""

    file = forms.FileField(label=_("Document"), max_length=255)
    title = forms.CharField(label=_("Title of the document"), required=False, max_length=200)


class ReviewForm(forms.Form):
    """The officer's opinion on a version, and whether it conforms."""

    opinion = forms.CharField(
        label=_("Opinion in words"),
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("The writer reads this: say what is good enough and what must be changed."),
    )
    conforms = forms.TypedChoiceField(
        label=_("Does the chapter conform?"),
        choices=[("True", _("yes, it conforms")), ("False", _("no, it must be revised"))],
        coerce=lambda said: said == "True",
        widget=forms.RadioSelect,
    )
    because = forms.CharField(label=_("Why it changes"), required=False, max_length=300)

    def __init__(self, *args: Any, decided: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not decided:
            del self.fields["because"]


class WritersForm(forms.Form):
    """Who writes the chapter at each stage."""

    def __init__(
        self, *args: Any, roles: Iterable[PartyRole], now: dict[Stage, tuple[PartyRole, ...]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in roles]
        for stage in Stage:
            self.fields[stage.value] = forms.MultipleChoiceField(
                label=stage.label,
                choices=choices,
                initial=[role.value for role in now[stage]],
                widget=forms.CheckboxSelectMultiple,
            )

    def named(self) -> dict[Stage, list[PartyRole]]:
        return {
            stage: [PartyRole(role) for role in self.cleaned_data[stage.value]] for stage in Stage
        }
