"""What is entered of plans: the special plan, the year's plan, its targets, and what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area
from greenward.web.forms import DayField

from ..models.plans import AnnualPlan, Indicator, PlanTarget, SpecialPlan
from ..statistics.stages import Stages
from .parts import yes_no

YEARS = {"min_value": 2000, "max_value": 2100}


class _PlanForm(forms.ModelForm):
    made_on = DayField(label=_("Made on"))
    upload = forms.FileField(label=_("Document"), required=False, max_length=255)

    def _post_clean(self) -> None:
        """The row is written by its service."""


class SpecialPlanForm(_PlanForm):
    """A special plan with what Article 12 asks of it; what it lacks is left empty."""

    first_year = forms.IntegerField(label=_("First year"), **YEARS)
    last_year = forms.IntegerField(label=_("Last year"), **YEARS)
    fits_spatial_plan = yes_no(_("Does it fit the territorial spatial plan?"))
    coordinated = yes_no(_("Is it coordinated with the related special plans?"))

    class Meta:
        model = SpecialPlan
        fields = [
            "name", "number", "made_on", "first_year", "last_year", "targets", "tasks",
            "safeguards", "fits_spatial_plan", "coordinated", "fitted_how",
        ]  # fmt: skip
        widgets = {name: forms.Textarea({"rows": 4}) for name in ("targets", "tasks", "safeguards")}


class AnnualPlanForm(_PlanForm):
    """The implementation plan of a year."""

    year = forms.IntegerField(label=_("Year"), **YEARS)
    counted_at = forms.ChoiceField(
        label=_("Starts are counted at"),
        help_text=_("A share of starts means little without the stage at which they were counted."),
    )

    class Meta:
        model = AnnualPlan
        fields = ["year", "number", "made_on", "counted_at", "special_plan"]

    def __init__(self, *args: Any, city: Area, stages: Stages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counted_at"].choices = [(one.name, one.words) for one in stages.every]
        self.initial.setdefault("counted_at", stages.start)
        self.initial.setdefault("year", timezone.localdate().year)
        held = SpecialPlan.objects.filter(area=city, ended_at=None)
        self.fields["special_plan"].queryset = held


class TargetsForm(forms.Form):
    """One target of a year for each district; an empty one is no target."""

    words = forms.CharField(label=_("What the target is about"), max_length=100, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)

    def __init__(
        self, *args: Any, plan: AnnualPlan, indicator: Indicator, areas: Sequence[Area],
        words: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.areas, self.indicator = areas, indicator
        held = PlanTarget.objects.filter(plan=plan, indicator=indicator, words=words)
        known = {row.area_id: row for row in held}
        if indicator is not Indicator.OTHER:
            del self.fields["words"], self.fields["unit"]
        elif known:
            self.initial |= {"words": words, "unit": next(iter(known.values())).unit}
        for area in areas:
            row = known.get(area.pk)
            self.fields[f"area-{area.pk}"] = forms.DecimalField(
                label=f"{area}{f', {indicator.unit}' if indicator.unit else ''}",
                required=False,
                min_value=0,
                max_value=100 if indicator.unit == "%" else None,
                max_digits=14,
                decimal_places=2,
                initial=row.target if row else None,
            )

    def for_service(self) -> dict[str, Any]:
        said = self.cleaned_data
        targets: dict[Area, Decimal | None] = {a: said[f"area-{a.pk}"] for a in self.areas}
        return {"targets": targets, "words": said.get("words", ""), "unit": said.get("unit", "")}


class ActualForm(forms.Form):
    """What a district reached, as of which day, and where the figure comes from."""

    actual = forms.DecimalField(label=_("Reached"), min_value=0, max_digits=14, decimal_places=2)
    on = DayField(label=_("As of"), past=True)
    source = forms.CharField(label=_("Where the figure comes from"), max_length=200)
