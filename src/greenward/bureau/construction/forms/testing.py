"""Tests of air and sound as people enter them (Articles 17, 34, 35)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.casework.words import in_language
from greenward.law.standards.indoors import CONCENTRATIONS
from greenward.law.standards.names import NAMES
from greenward.web.forms import DayField

from ..models import AirTest, Project, SoundTest
from ..models.testing import Activity
from ..testing.entering import Air, Row, Sound
from ..testing.qualified import choosable
from .parts import because, label


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
    tested_on = DayField(past=True, label=label(AirTest, "tested_on"))
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
        field.queryset = choosable(project, self.ACTIVITY, PartyRole.LABORATORY)
        if len(field.queryset) == 1:
            field.initial = field.queryset[0]

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
