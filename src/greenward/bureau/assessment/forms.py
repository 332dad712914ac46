"""Filters of the lists, and the acts an officer records on a building's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.performance.models import EnergyAct
from greenward.bureau.registry.models import BuildingClass, Function
from greenward.law.language import Count
from greenward.web.forms import DayField, YuanField

from .remedies import BY_REASON
from .selectors.buildings import BuildingQuery
from .selectors.findings import CHANGES, TABS, FindingQuery
from .selectors.scope import Scope

Choices = list[tuple[Any, Any]]
ANY: Choices = [("", _("all"))]

VERDICTS: Choices = [
    ("breached", _("✕ breached")),
    ("unknown", _("? unknown")),
    ("satisfied", _("✓ satisfied")),
    ("not_applicable", _("– not applicable")),
]
OWED: Choices = [("owed", _("something owed"))]


class Filter(forms.Form):
    """A filter that stands in the address; what does not fit is left out, never an error page.

    A select with one choice beside *all* asks nothing and is dropped.
    """

    def __init__(self, scope: Scope, data: Any) -> None:
        given = data.copy()
        given.setdefault("year", str(scope.year))
        super().__init__(given, initial={"year": str(scope.year), "tab": given.get("tab")})
        self.scope = scope
        self._prepare()
        self.full_clean()
        for name in set(self.errors) - {"__all__"}:
            self.cleaned_data[name] = self.fields[name].initial or ""

    def _prepare(self) -> None:
        """Fill in the choices that depend on who asks; `year` is offered where there are several."""
        self.fields["year"].choices = [(year, str(year)) for year in self.scope.years]
        if len(self.scope.years) < 2:
            del self.fields["year"]
        if len(self.scope.districts) < 2:
            del self.fields["district"]
        else:
            self.fields["district"].choices = ANY + [
                (area.code, str(area)) for area in self.scope.districts
            ]
        self.fields["duty"].choices = ANY + duty_choices(self.scope)

    def value(self, name: str) -> Any:
        """A field's value, or "" when it is not offered."""
        return self.cleaned_data.get(name) or ""

    @property
    def asks(self) -> bool:
        """Whether anything but the year narrows the list."""
        return any(self.value(name) for name in self.fields if name not in ("year", "tab"))


def duty_choices(scope: Scope) -> Choices:
    return [(duty.id, f"{scope.name_of(duty)} ({duty.id})") for duty in scope.duties]


class BuildingFilter(Filter):
    """What to show of the buildings."""

    q = forms.CharField(
        label=_("Name, code, address"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    function = forms.ChoiceField(
        label=_("Function"), required=False, choices=[*ANY, *Function.choices]
    )
    building_class = forms.ChoiceField(label=_("Class"), required=False)
    duty = forms.ChoiceField(label=_("Duty"), required=False)
    verdict = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=[*ANY, *OWED, *VERDICTS]
    )
    figure = forms.ChoiceField(
        label=_("Energy figure"),
        required=False,
        choices=[*ANY, ("yes", _("on file")), ("no", _("missing"))],
    )
    year = forms.ChoiceField(label=_("Year"), required=False)

    def _prepare(self) -> None:
        super()._prepare()
        classes = [(each.key, each.label) for each in self.scope.chain.classes]
        self.fields["building_class"].choices = ANY + classes

    @property
    def query(self) -> BuildingQuery:
        return BuildingQuery(
            text=self.value("q"),
            district=self.value("district"),
            function=self.value("function"),
            building_class=self.value("building_class"),
            duty=self.value("duty"),
            verdict=self.value("verdict"),
            figure=self.value("figure"),
        )


class FindingFilter(Filter):
    """What to show of the findings; the buildings they belong to are filtered with them."""

    q = forms.CharField(
        label=_("Building"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    function = forms.ChoiceField(
        label=_("Function"), required=False, choices=[*ANY, *Function.choices]
    )
    duty = forms.ChoiceField(label=_("Duty"), required=False)
    verdict = forms.ChoiceField(
        required=False, choices=[*ANY, *VERDICTS[:3]], widget=forms.HiddenInput
    )
    year = forms.ChoiceField(label=_("Year"), required=False)
    tab = forms.ChoiceField(choices=[(name, name) for name in TABS], widget=forms.HiddenInput)
    why = forms.ChoiceField(
        choices=[("", ""), *((code, code) for code in BY_REASON)],
        required=False,
        widget=forms.HiddenInput,
    )
    fact = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    change = forms.ChoiceField(
        choices=[(name, name) for name in CHANGES], required=False, widget=forms.HiddenInput
    )

    def _prepare(self) -> None:
        super()._prepare()
        vocabulary = self.scope.edition.vocabulary if self.scope.edition else ()
        self.fields["fact"].choices = [("", ""), *((each.name, each.name) for each in vocabulary)]

    @property
    def query(self) -> FindingQuery:
        return FindingQuery(
            tab=self.value("tab") or "all",
            duty=self.value("duty"),
            verdict=self.value("verdict"),
            fact=self.value("fact"),
            why=self.value("why"),
            change=self.value("change"),
        )

    @property
    def buildings(self) -> BuildingQuery:
        return BuildingQuery(
            text=self.value("q"),
            district=self.value("district"),
            function=self.value("function"),
        )


# --- acts on a building's page --------------------------------------------------------------


class ReportForm(forms.Form):
    """An audit, measures or a retrofit as the owner reports it (Article 32)."""

    kind = forms.ChoiceField(label=_("What was done"), choices=EnergyAct.Kind.choices)
    year = forms.IntegerField(
        label=_("For the energy year"),
        min_value=2000,
        max_value=2100,
        help_text=_("The year whose limit was exceeded."),
    )
    done_on = DayField(past=True, label=_("Done on"))
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class EnergyActForm(ReportForm):
    """The same as it reached the authority on paper, with its proof."""

    document = forms.FileField(
        label=_("Proof"), required=False, help_text=_("The report or the completion papers.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class DraftForm(forms.Form):
    """The letter of an order to correct as its officer writes it; a second person issues it."""

    found = forms.CharField(
        label=_("What was found"),
        widget=forms.Textarea({"rows": 6, "lang": "zh"}),
        help_text=_("One point a line, as the letter will list them."),
    )
    basis = forms.CharField(
        label=_("Legal basis"), widget=forms.Textarea({"rows": 2, "lang": "zh"})
    )
    demand = forms.CharField(
        label=_("What must be done"), widget=forms.Textarea({"rows": 3, "lang": "zh"})
    )
    days = forms.IntegerField(
        label=_("Days to correct, counted from service"),
        min_value=1,
        max_value=730,
        help_text=_("The law sets no number of days: give what the work needs."),
    )

    def letter(self) -> dict[str, str]:
        """The fields of the letter."""
        given = self.cleaned_data
        return given | {"days": str(given["days"]), "count": Count.CALENDAR_DAYS.value}


class OrderForm(forms.Form):
    """An order to correct: the officer sets the day, counted from service."""

    number = forms.CharField(label=_("Number of the order"), max_length=60)
    issued_on = DayField(past=True, label=_("Issued on"))
    served_on = DayField(
        past=True,
        label=_("Served on"),
        required=False,
        help_text=_("The day on the proof of service; an order nobody received binds nobody."),
    )
    due_on = DayField(
        label=_("To be corrected by"),
        help_text=_("The law sets no number of days: enter the day the order states."),
    )


class ServiceForm(forms.Form):
    """The day an order was served; the day to correct by may move with it."""

    served_on = DayField(past=True, label=_("Served on"))
    due_on = DayField(
        label=_("To be corrected by"),
        required=False,
        help_text=_("Only where it moves with the day of service."),
    )


class CorrectedForm(forms.Form):
    """The day a breach was corrected."""

    corrected_on = DayField(past=True, label=_("Corrected on"))


class PenaltyForm(forms.Form):
    """A fine imposed after the order expired."""

    number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DayField(past=True, label=_("Decided on"))
    amount = YuanField(label=_("Amount, ¥"), max_digits=14)


class ReasonForm(forms.Form):
    """Why a record is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ClassForm(forms.Form):
    """A class recorded for a building: it outweighs the one the law derives from the register."""

    name = forms.ChoiceField(label=_("Class"), choices=BuildingClass.Name.choices)
    value = forms.TypedChoiceField(
        label=_("Does the building belong to it?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It is shown wherever the class decides."),
    )


TRUTH: Choices = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]


def _truth(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=TRUTH,
        required=False,
        coerce=lambda word: word == "yes",
        empty_value=None,
    )


class MeteringForm(forms.Form):
    """What an inspection or the platform found about a building's metering (Article 27)."""

    as_of = DayField(past=True, label=_("As of"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The inspection or the platform's record.")
    )
    submeters_installed = _truth(_("Sub-meters are installed"))
    monitoring_installed = _truth(_("Real-time monitoring is installed"))
    metering_operating = _truth(_("They operate normally"))
    data_transmitted = _truth(_("Accurate data arrive in real time"))
