"""The third party's conformity assessment: its commission, what it found, its report, and an officer's
check of that (Article 15)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.web.forms import DayField

from ..models import Evaluation, Measurement, Project
from ..models.testing import Activity, ReportCheck
from ..testing.evaluating import Found
from ..testing.qualified import choosable
from ..testing.targets import Target
from .parts import SAID, STARS, TRUTH, UNKNOWN, YES_OR_NO, because, label

FREE = 3
"""Indicators that can be added at once beside those the chapter promises."""


class CommissionForm(forms.Form):
    """The commission of an agency."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=label(Evaluation, "organisation"),
        help_text=_("Those whose certificate holds today, and those who take part already."),
    )
    commissioned_on = DayField(
        past=True,
        label=label(Evaluation, "commissioned_on"),
        help_text=_("The agency must have been qualified on this day."),
    )
    contract_number = forms.CharField(label=label(Evaluation, "contract_number"), max_length=100)
    contract = forms.FileField(label=_("The contract"), required=False)
    because = because()

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = choosable(
            project, Activity.EVALUATION, PartyRole.EVALUATOR
        )


class FindingsForm(forms.Form):
    """What the assessment found: each figure the chapter promises, further points, star and day."""

    star = forms.TypedChoiceField(
        label=label(Evaluation, "star"),
        choices=[UNKNOWN, *STARS],
        required=False,
        coerce=int,
        empty_value=None,
    )
    concluded_on = DayField(past=True, label=label(Evaluation, "concluded_on"), required=False)
    summary = forms.CharField(
        label=label(Evaluation, "summary"), required=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(
        self, *args: Any, targets: list[Target], kept: list[Measurement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets = targets
        by_name = {one.indicator: one for one in kept}
        names = {one.figure.name for one in targets}
        fields: dict[str, forms.Field] = {}
        for target in targets:
            kept_one = by_name.get(target.figure.name)
            fields[target.figure.name] = forms.DecimalField(
                label=capfirst(f"{target.figure.label}, {target.figure.unit}"),
                required=False,
                max_digits=12,
                decimal_places=4,
                initial=kept_one.found if kept_one else None,
                help_text=_("The green chapter requires %(said)s.") % {"said": target.said},
                widget=forms.NumberInput({"inputmode": "decimal"}),
            )
        further = [one for one in kept if one.indicator not in names]
        for at, one in enumerate([*further, *[None] * FREE], 1):
            fields |= _further(at, one)
        self.further = len(further) + FREE
        self.fields = {**fields, **self.fields}

    def measurements(self) -> list[Found]:
        said = self.cleaned_data
        found = [Found(one.figure.name, _plain(said.get(one.figure.name))) for one in self.targets]
        for at in range(1, self.further + 1):
            if what := said.get(f"what_{at}", "").strip():
                met = TRUTH.get(said.get(f"met_{at}", ""))
                found.append(
                    Found(
                        what,
                        said.get(f"found_{at}", ""),
                        said.get(f"unit_{at}", ""),
                        said.get(f"required_{at}", ""),
                        met,
                    )
                )
        return found


def _further(at: int, kept: Measurement | None) -> dict[str, forms.Field]:
    """The fields of one point beyond the chapter's figures."""

    def text(name: str, words: Any, most: int = 120) -> forms.CharField:
        initial = getattr(kept, name) if kept else ""
        return forms.CharField(label=words, max_length=most, required=False, initial=initial)

    met = SAID[kept.met] if kept else ""
    return {
        f"what_{at}": text("indicator", _("Further point %(number)s") % {"number": at}),
        f"required_{at}": text("required", _("Required")),
        f"found_{at}": text("found", _("Found")),
        f"unit_{at}": text("unit", label(Measurement, "unit"), 40),
        f"met_{at}": forms.ChoiceField(
            label=_("Is it met?"),
            required=False,
            initial=met,
            choices=[UNKNOWN, *YES_OR_NO],
        ),
    }


def _plain(number: Any) -> str:
    return "" if number is None else f"{number:f}"


class IssueForm(forms.Form):
    """The signature under the report."""

    report = forms.FileField(
        label=_("The signed report"),
        required=False,
        help_text=_("Leave it empty to have the report made of what is entered."),
    )
    declare = forms.BooleanField(
        label=_("I declare for the agency that the report is true and accurate."),
        help_text=_("A forged or false report is fined under Article 50."),
    )


class CheckForm(forms.Form):
    """What an officer found about a report."""

    quality = forms.ChoiceField(
        label=label(ReportCheck, "quality"),
        choices=ReportCheck.Quality.choices,
        widget=forms.RadioSelect,
    )
    holds = forms.ChoiceField(
        label=label(ReportCheck, "holds"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=label(ReportCheck, "reasons"), widget=forms.Textarea({"rows": 4})
    )
    document = forms.FileField(label=_("Record of the check"), required=False)
