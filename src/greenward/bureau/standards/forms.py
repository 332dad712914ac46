"""The forms of the standards desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.law.language import Text
from greenward.law.standards import Table
from greenward.law.standards.seeds import Head
from greenward.web.forms import DayField

from .errors import FileRefused
from .models import Standard, StandardInUse
from .selectors import areas_to_decide
from .services import Attestation
from .tables import read_file

TABLE_LIMIT = 5 * 2**20
"""Largest table in bytes: a standard has hundreds of rows, not millions."""


class AttestationForm(forms.Form):
    """Who says so, on what source, of which day."""

    official = forms.CharField(label=_("Name of the official"), max_length=120)
    source = forms.CharField(
        label=_("Source seen"),
        help_text=_("For example: GB/T 51161-2016, printed edition, page 9, Table 5.2.1."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    dated = DayField(label=_("Date"), past=True)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"official": actor.name, "dated": timezone.localdate()})
        super().__init__(*args, **kwargs)

    @property
    def attestation(self) -> Attestation:
        data = self.cleaned_data
        return Attestation(data["official"], data["source"], data["dated"])


class ReasonForm(AttestationForm):
    """Who takes a row or a confirmation back, and why."""

    field_order = ["word", "official", "source", "dated"]
    word = forms.ChoiceField(label=_("What is said of the row"), widget=forms.RadioSelect)

    def __init__(self, actor: Actor, words: list[tuple[str, Any]], *args: Any, **kwargs: Any):
        super().__init__(actor, *args, **kwargs)
        self.fields["word"].choices = words
        self.fields["source"].label = _("Reason")
        self.fields["source"].help_text = _("What the standard says, and where it says so.")


class TableForm(forms.Form):
    """An authority's own table: a file, or rows written here."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("TOML, CSV or XLSX. A TOML file says all that is asked below itself."),
    )
    rows = forms.CharField(
        label=_("Or write the rows here"),
        required=False,
        help_text=_(
            "First line: the columns; then one line a row. Leave the energy class out where one "
            "value holds for all."
        ),
        widget=forms.Textarea(
            attrs={"rows": 5, "placeholder": "energy_class,constraint,guiding\n,79.3,"}
        ),
    )
    code = forms.CharField(label=_("Number of the standard or document"), required=False)
    title_zh = forms.CharField(label=_("Chinese title"), required=False)
    title_en = forms.CharField(label=_("English title"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=Standard.Level, initial=Standard.Level.LOCAL
    )
    method = forms.ChoiceField(
        label=_("How commodities are added"),
        choices=Standard.Method,
        help_text=_("Needed where annual figures are worked out from bills."),
    )
    unit = forms.CharField(
        label=_("Unit of the values"),
        required=False,
        initial="kWh/(m²·a)",
        help_text=_("As the document writes it, for example kWh/(m²·a) or kBtu/ft²."),
    )
    first_day = DayField(label=_("In force from"), required=False)
    last_day = DayField(label=_("In force until"), required=False)
    source = forms.CharField(label=_("Source"), required=False)
    complete = forms.BooleanField(
        label=_("This is the whole table: what it does not list, it does not limit"),
        required=False,
    )
    use_in = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Put in use for"),
        required=False,
        help_text=_("From the first day of its rows."),
    )
    confirm = forms.BooleanField(label=_("Confirm all rows now"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.may("use_standard"):
            self.fields["use_in"].queryset = areas_to_decide(actor)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, rows = data.get("file"), data.get("rows", "").strip()
        if bool(file) == bool(rows):
            self.add_error("file", _("Choose a file, or write the rows below, not both."))
            return data
        if file and file.size > TABLE_LIMIT:
            self.add_error("file", _("The file is larger than 5 MB; a table of limits is not."))
            return data
        name, content = (file.name, file.read()) if file else ("rows.csv", rows.encode())
        toml = name.casefold().endswith(".toml")
        if self.errors or not (toml or self._head_is_given(data)):
            return data
        try:
            data["table"] = read_file(name, content, None if toml else _head(data), _shared(data))
        except FileRefused as refused:
            self.add_error("file" if file else "rows", refused)
        return data

    def _head_is_given(self, data: dict[str, Any]) -> bool:
        missing = [name for name in ("code", "title_zh", "source") if not data.get(name)]
        for name in missing:
            self.add_error(name, _("Needed unless a TOML file says it."))
        return not missing

    @property
    def table(self) -> Table:
        table: Table = self.cleaned_data["table"]
        return table


def _head(data: dict[str, Any]) -> Head:
    title = Text(data["title_zh"], data["title_en"] or data["title_zh"])
    return Head(data["code"], title, data["level"], data["method"], data["complete"])


def _shared(data: dict[str, Any]) -> dict[str, Any]:
    names = ("unit", "first_day", "last_day", "source")
    return {name: data[name] for name in names if data.get(name)}


class DeskForm(forms.Form):
    """Which rows the desk shows."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("everything that waits")),
            ("duty", _("what a duty needs")),
            ("needed", _("what buildings wait for")),
            ("missing", _("what nobody has supplied")),
            ("decides", _("what decides")),
        ],
    )
    whom = forms.ChoiceField(
        label=_("Waits for whom"),
        required=False,
        choices=[
            ("", _("anybody")),
            ("official", _("an official with the source in hand")),
            ("authority", _("the authority that entered it")),
            ("holder", _("whoever holds the document")),
        ],
    )


class UseForm(forms.Form):
    """That an area's authority applies a standard for a purpose, from a day to a day."""

    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"))
    standard = forms.ModelChoiceField(Standard.objects.all(), label=_("Standard"))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=StandardInUse.Purpose)
    first_day = DayField(label=_("In use from"))
    last_day = DayField(label=_("In use until"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_to_decide(actor)


class EndForm(forms.Form):
    """The last day of a use."""

    last_day = DayField(label=_("Last day in use"))
