"""Certificates, the conformity assessment, and tests of air and sound as people enter them
(Articles 15, 17, 34, 35)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.casework.words import in_language
from greenward.law.standards.indoors import CONCENTRATIONS
from greenward.law.standards.names import NAMES

from ..models import AirTest, Evaluation, Measurement, Project, Qualification, SoundTest
from ..models.testing import Activity, ReportCheck
from ..testing.entering import Air, Row, Sound
from ..testing.evaluating import Found
from ..testing.qualified import holders
from ..testing.targets import Target

STARS = [("", _("not known yet")), ("0", _("no star")), ("1", "★"), ("2", "★★"), ("3", "★★★")]
FREE = 3
"""Indicators that can be added at once beside those the chapter promises."""


def label(model: Any, name: str) -> Any:
    """What a column is called."""
    return capfirst(model._meta.get_field(name).verbose_name)


def day(**more: Any) -> forms.DateField:
    """A day as browsers exchange it, whatever the language."""
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


def because() -> forms.CharField:
    return forms.CharField(
        label=_("Why it changes"),
        required=False,
        max_length=300,
        help_text=_("Only where something was decided on what is on file; it then opens anew."),
    )


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
    first_day = day(label=_("Valid from"))
    last_day = day(
        label=_("Valid until"), required=False, help_text=_("Empty where it states no end.")
    )
    document = forms.FileField(label=_("The certificate"), required=False)


class RevokeForm(forms.Form):
    on = day(label=label(Qualification, "revoked_on"))
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


class CommissionForm(forms.Form):
    """The commission of an agency."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=label(Evaluation, "organisation"),
        help_text=_("Those whose certificate holds today, and those who take part already."),
    )
    commissioned_on = day(
        label=label(Evaluation, "commissioned_on"),
        help_text=_("The agency must have been qualified on this day."),
    )
    contract_number = forms.CharField(label=label(Evaluation, "contract_number"), max_length=100)
    contract = forms.FileField(label=_("The contract"), required=False)
    because = because()

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = choosable(  # type: ignore[attr-defined]
            project, Activity.EVALUATION, PartyRole.EVALUATOR
        )


def choosable(project: Project, activity: str, role: PartyRole) -> Any:
    """The organisations qualified for something today, and those in the project in that role."""
    inside = project.matter.parties.filter(role=role).values("organisation")
    qualified = holders(activity, timezone.localdate()).order_by()
    both = Organisation.objects.filter(pk__in=inside) | qualified
    return both.distinct().order_by("name")


class FindingsForm(forms.Form):
    """What the assessment found: each figure the chapter promises, further points, star and day."""

    star = forms.TypedChoiceField(
        label=label(Evaluation, "star"), choices=STARS, required=False, coerce=int, empty_value=None
    )
    concluded_on = day(label=label(Evaluation, "concluded_on"), required=False)
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
                met = {"yes": True, "no": False}.get(said.get(f"met_{at}", ""))
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

    met = {True: "yes", False: "no"}.get(kept.met, "") if kept else ""
    return {
        f"what_{at}": text("indicator", _("Further point %(number)s") % {"number": at}),
        f"required_{at}": text("required", _("Required")),
        f"found_{at}": text("found", _("Found")),
        f"unit_{at}": text("unit", label(Measurement, "unit"), 40),
        f"met_{at}": forms.ChoiceField(
            label=_("Is it met?"),
            required=False,
            initial=met,
            choices=[("", _("not known yet")), ("yes", _("yes")), ("no", _("no"))],
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


class WhyForm(forms.Form):
    because = forms.CharField(label=_("Why"), max_length=300)


class CheckForm(forms.Form):
    """What an officer found about a report."""

    quality = forms.ChoiceField(
        label=label(ReportCheck, "quality"),
        choices=ReportCheck.Quality.choices,
        widget=forms.RadioSelect,
    )
    holds = forms.ChoiceField(
        label=label(ReportCheck, "holds"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=label(ReportCheck, "reasons"), widget=forms.Textarea({"rows": 4})
    )
    document = forms.FileField(label=_("Record of the check"), required=False)


# --- tests ------------------------------------------------------------------------------------


def _names(key: str, blank: Any = None) -> Any:
    """The choices of a name of the standards, in the reader's language."""

    def choices() -> list[tuple[str, Any]]:
        named = [(code, in_language(text)) for code, text in NAMES[key].items()]
        return [("", blank), *named] if blank else named

    return choices


class TestForm(forms.Form):
    """What both kinds of test ask for."""

    __test__ = False
    ACTIVITY = Activity.AIR

    laboratory = forms.ModelChoiceField(
        Organisation.objects.none(), label=label(AirTest, "laboratory")
    )
    tested_on = day(label=label(AirTest, "tested_on"))
    report_number = forms.CharField(label=label(AirTest, "report_number"), max_length=100)
    report = forms.FileField(label=_("The laboratory's report"), required=False)
    retest = forms.CharField(
        label=label(AirTest, "because"),
        required=False,
        max_length=300,
        help_text=_("Only where the same was tested before; the earlier test stays on file."),
    )
    because = because()

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["laboratory"]
        field.queryset = choosable(project, self.ACTIVITY, PartyRole.LABORATORY)  # type: ignore[attr-defined]
        if len(field.queryset) == 1:  # type: ignore[attr-defined]
            field.initial = field.queryset[0]  # type: ignore[attr-defined]

    def row(self) -> Row:
        raise NotImplementedError


class AirForm(TestForm):
    """One substance in one room."""

    room = forms.CharField(label=label(AirTest, "room"), max_length=100)
    pollutant = forms.ChoiceField(label=label(AirTest, "pollutant"), choices=_names("pollutant"))
    value = forms.DecimalField(
        label=label(AirTest, "value"),
        max_digits=18,
        decimal_places=6,
        validators=[MinValueValidator(0)],
        widget=forms.NumberInput({"inputmode": "decimal"}),
    )
    unit = forms.ChoiceField(
        label=label(AirTest, "unit"), choices=[(one, one) for one in CONCENTRATIONS]
    )
    averaging = forms.ChoiceField(
        label=label(AirTest, "averaging"),
        choices=_names("averaging", _("the report does not say")),
        required=False,
        help_text=_("A figure over another time than the limit's is no evidence."),
    )
    closed_hours = forms.IntegerField(
        label=label(AirTest, "closed_hours"), required=False, min_value=0, max_value=1000
    )
    field_order = ("room", "pollutant", "value", "unit", "averaging", "closed_hours")

    def row(self) -> Air:
        said = self.cleaned_data
        names = ("room", "pollutant", "value", "unit", "averaging", "closed_hours")
        return Air(
            **{name: said[name] for name in names},
            tested_on=said["tested_on"],
            report_number=said["report_number"],
        )


class SoundForm(TestForm):
    """One element of the building."""

    ACTIVITY = Activity.SOUND

    element = forms.ChoiceField(label=label(SoundTest, "element"), choices=_names("element"))
    metric = forms.ChoiceField(
        label=label(SoundTest, "metric"),
        choices=_names("metric"),
        help_text=_("As the report names it: another quantity than the limit's is no evidence."),
    )
    rooms = forms.CharField(label=label(SoundTest, "rooms"), max_length=200)
    value = forms.DecimalField(
        label=label(SoundTest, "value"),
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput({"inputmode": "decimal"}),
    )
    field_order = ("element", "metric", "rooms", "value")

    def row(self) -> Sound:
        said = self.cleaned_data
        names = ("element", "metric", "rooms", "value", "tested_on", "report_number")
        return Sound(**{name: said[name] for name in names})


class TableForm(TestForm):
    """A laboratory's table; day and number of the report stand in its rows."""

    table = forms.FileField(label=_("The table, as CSV or workbook"))
    field_order = ("laboratory", "table")

    def __init__(self, *args: Any, activity: str, **kwargs: Any) -> None:
        self.ACTIVITY = Activity(activity)
        super().__init__(*args, **kwargs)
        del self.fields["tested_on"], self.fields["report_number"]


FORMS: dict[str, type[TestForm]] = {"air": AirForm, "sound": SoundForm}
