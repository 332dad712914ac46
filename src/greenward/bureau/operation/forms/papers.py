"""What the developer enters once for the handover papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.words import in_language
from greenward.bureau.construction.forms.parts import TRUTH, UNKNOWN, YES_OR_NO
from greenward.bureau.construction.models import Acceptance
from greenward.law.warranty import FLOORS, Length, Part
from greenward.law.warranty import Unit as Count

from ..indicators import KINDS
from ..models import Warranty
from ..preparing import TEXTS
from ..rooms import NAMES
from ..sheets import DESIGN_LIFE, period

LINES = _("One a line.")
LABELS = {
    "scope": (_("What the warranty covers"), LINES),
    "other_duties": (
        _("Other warranty duties"),
        _("One a line: how fast you come, what you do for those you could not reach."),
    ),
    "liability": (_("Liability for breach"), _("One a line: what happens when you do not repair.")),
    "measures": (_("Green technical measures"), LINES),
    "protection": (
        _("How the measures are kept"),
        _("One a line: what must not be drilled, covered or taken out."),
    ),
    "use": (_("How it is used"), _("One a line, for what is not in the list of equipment.")),
}


class ParticularsForm(forms.Form):
    """Texts and warranty periods; for each part a number and how it is counted."""

    insulated = forms.ChoiceField(
        label=_("The works include thermal insulation"),
        choices=[UNKNOWN, *YES_OR_NO],
        required=False,
    )
    design_life = forms.IntegerField(
        label=_("Design life, years"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("The least warranty of foundation and main structure."),
    )

    def __init__(self, *args: Any, note: str = "", **kwargs: Any) -> None:
        """`note` says where the measures come from."""
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            label, hint = LABELS[name]
            if name == "measures" and note:
                hint = f"{hint} {note}"
            widget = forms.Textarea({"rows": 4})
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, required=False, max_length=4000, widget=widget
            )
        for floor in FLOORS:
            least = period(floor.least) if floor.least else DESIGN_LIFE
            self.fields[f"number_{floor.part}"] = forms.IntegerField(
                label=in_language(floor.name),
                required=False,
                min_value=0,
                max_value=200,
                help_text=_("Least by law: %(least)s (%(source)s).")
                % {"least": in_language(least), "source": in_language(floor.source)},
            )
            usual = floor.least.unit if floor.least else Count.YEARS
            self.fields[f"count_{floor.part}"] = forms.ChoiceField(
                label=_("Counted in"), choices=Warranty.COUNTS, initial=usual.value, required=False
            )

    @property
    def periods(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each part."""
        return [(self[f"number_{f.part}"], self[f"count_{f.part}"]) for f in FLOORS]

    @property
    def warranty_texts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("scope", "other_duties", "liability")]

    @property
    def manual_texts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("measures", "protection", "use")]

    def for_service(self) -> dict[str, Any]:
        """The keywords of `preparing.enter_particulars`."""
        said = self.cleaned_data
        return {
            "texts": {name: said[name] for name in TEXTS},
            "insulated": TRUTH.get(said["insulated"]),
            "design_life": said["design_life"],
            "periods": {floor.part: _length(said, floor.part) for floor in FLOORS},
        }


def _length(said: dict[str, Any], part: Part) -> Length | None:
    number = said[f"number_{part}"]
    count = said[f"count_{part}"] or Count.YEARS
    return None if number is None else Length(number, Count(count))


class IndicatorForm(forms.Form):
    """One field for each kind of indicator."""

    def __init__(self, *args: Any, notes: Mapping[str, str], **kwargs: Any) -> None:
        """`notes` says of an indicator where its value comes from."""
        super().__init__(*args, **kwargs)
        for kind in KINDS.values():
            unit = f" · {kind.unit}" if kind.unit else ""
            self.fields[kind.name] = forms.CharField(
                label=f"{in_language(kind.label).capitalize()}{unit}",
                required=False,
                max_length=60,
                help_text=" ".join(
                    filter(None, (notes.get(kind.name), in_language(kind.said("…"))))
                ),
            )


class EquipmentForm(forms.Form):
    """Rows pasted from a spreadsheet or a CSV file, or one row typed."""

    rows = forms.CharField(
        label=_("Rows of the list"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "Copied from a spreadsheet or as CSV: equipment, where it is, make and model, how many, how it is used."
        ),
    )
    file = forms.FileField(label=_("Or a CSV file"), required=False, max_length=255)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        text = said.get("rows", "")
        if said.get("file"):
            try:
                text = said["file"].read(2**20).decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("Save the file as CSV in UTF-8.")) from error
        if not text.strip():
            raise forms.ValidationError(_("Paste rows or choose a file."))
        return {"text": text}

    @property
    def places(self) -> str:
        return "、".join(in_language(name) for name in NAMES.values())


class ReportForm(forms.Form):
    file = forms.FileField(
        label=_("Signed special acceptance report"),
        max_length=255,
        help_text=_("As a PDF, with the signatures of the four parties."),
    )

    def __init__(self, *args: Any, issued: Acceptance | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if issued is not None:
            self.fields["file"].required = False
            self.fields["file"].help_text = _(
                "Leave it empty to take the report that was issued here on %(day)s."
            ) % {"day": issued.report_issued_on}
