"""Opening a project or a plot, the day whose law applies, and a decision of another authority."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.fields import OrganisationField
from greenward.bureau.accounts.models import Area, Organisation
from greenward.bureau.casework.words import in_language
from greenward.bureau.registry.models import Function
from greenward.law.language import Gate
from greenward.web.forms import DayField, YuanField

from ..models import Plot, Project
from .parts import UNKNOWN, label


def places(actor: Actor, act: str) -> QuerySet[Area]:
    """Where an actor may do an act: inside the posts that may do it; a company anywhere. Only the
    areas without parts: what is built lies in one of them."""
    leaves = Area.objects.filter(parts=None)
    if not any(actor.may(act, duty.area_path) for duty in actor.duties):
        return leaves if actor.organisations else leaves.none()
    inside = Q()
    for duty in actor.duties:
        if actor.may(act, duty.area_path):
            inside |= Q(path__startswith=duty.area_path)
    return leaves.filter(inside)


def offer(field: Any, areas: QuerySet[Area]) -> None:
    """Offer some areas; the only one is chosen already."""
    field.queryset, found = areas, list(areas[:2])
    if len(found) == 1:
        field.initial, field.empty_label = found[0].pk, None


class PlotForm(forms.Form):
    """A plot of land."""

    area = forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("Area"))
    code = forms.CharField(label=label(Plot, "code"), max_length=60)
    name = forms.CharField(label=label(Plot, "name"), max_length=200)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["area"], places(actor, "open_plot"))


class ProjectForm(forms.Form):
    """A construction project, as its developer or the authority opens it."""

    name = forms.CharField(label=label(Project, "name"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Number of the project"),
        max_length=60,
        help_text=gettext_lazy("The code the project was approved or filed under."),
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("Area"))
    developer = OrganisationField(label=gettext_lazy("Developer"))
    plot = forms.CharField(
        label=gettext_lazy("Plot of land"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Its number, where it is on file. New construction needs its plot."),
    )
    new_construction = forms.TypedChoiceField(
        label=gettext_lazy("Kind of work"),
        choices=[
            ("yes", gettext_lazy("new construction")),
            ("no", gettext_lazy("alteration or extension")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    function = forms.ChoiceField(
        label=gettext_lazy("Function"), choices=[("", "—"), *Function.choices]
    )
    floor_area = forms.DecimalField(
        label=label(Project, "floor_area"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    above_ground_area = forms.DecimalField(
        label=label(Project, "above_ground_area"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    state_organ_office = forms.TypedChoiceField(
        label=label(Project, "state_organ_office"),
        choices=[UNKNOWN, ("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))],
        coerce=lambda said: said == "true",
        empty_value=None,
        required=False,
    )
    fiscal_share = forms.DecimalField(
        label=label(Project, "fiscal_share"),
        max_digits=7,
        decimal_places=4,
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("0 where no public money takes part."),
    )
    investment = YuanField(label=gettext_lazy("Project investment, ¥"), required=False)
    regime_on = DayField(
        label=label(Project, "regime_on"),
        help_text=gettext_lazy(
            "The regulation has no transition clause: usually the day of the land contract or of the"
            " planning permit. The authority may choose another day."
        ),
    )
    regime_reason = forms.CharField(label=label(Project, "regime_reason"), max_length=300)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        offer(self.fields["area"], places(actor, "open_project"))
        own = list(Organisation.objects.filter(pk__in=actor.organisations).order_by("name"))
        if not actor.may("open_project") and own:
            self.fields["developer"] = forms.ModelChoiceField(
                Organisation.objects.filter(pk__in=actor.organisations),
                label=_("Developer"),
                initial=own[0],
                empty_label=None,
            )

    def clean_plot(self) -> Plot | None:
        said = self.cleaned_data["plot"].strip()
        found = Plot.objects.filter(code=said).first() if said else None
        if said and found is None:
            raise forms.ValidationError(
                _("No plot is on file under this number: ask the planning authority to enter it.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        area, plot = said.get("area"), said.get("plot")
        if area and plot and plot.area_id != area.pk:
            self.add_error("plot", _("This plot lies in another area."))
        whole, above = said.get("floor_area"), said.get("above_ground_area")
        if whole is not None and above is not None and above > whole:
            self.add_error("above_ground_area", _("It cannot be more than the whole floor area."))
        return said

    def for_service(self) -> dict[str, Any]:
        """The keywords of `opening.open_project`."""
        said = dict(self.cleaned_data)
        return said | {"investment_fen": said.pop("investment")}


class RegimeForm(forms.Form):
    """The day whose law applies, with the reason."""

    on = DayField(label=label(Project, "regime_on"))
    because = forms.CharField(
        label=label(Project, "regime_reason"), max_length=300, widget=forms.Textarea({"rows": 3})
    )


class DecisionForm(forms.Form):
    """A decision of another authority, as its paper says it."""

    gate = forms.ChoiceField(label=gettext_lazy("What was decided on"))
    granted = forms.TypedChoiceField(
        label=gettext_lazy("What was decided"),
        choices=[("yes", gettext_lazy("in favour")), ("no", gettext_lazy("against"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    authority = forms.CharField(label=gettext_lazy("Who decided"), max_length=200)
    number = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=100)
    decided_on = DayField(label=gettext_lazy("Day of the decision"), past=True)
    document = forms.FileField(
        label=gettext_lazy("The decision itself"),
        required=False,
        help_text=gettext_lazy("A PDF or a photograph of it; it is filed with the project."),
    )
    because = forms.CharField(
        label=gettext_lazy("Why it changes"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Only where it takes the place of a decision that others stood on: these open anew."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, gates: list[Gate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(gate.id, in_language(gate.title)) for gate in gates]
        self.fields["gate"].choices = [("", "—"), *choices]
