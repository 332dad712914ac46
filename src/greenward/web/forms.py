"""The forms of the kit: how they are drawn (set as ``settings.FORM_RENDERER``), and its fields for a
day and for money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils import timezone
from django.utils.translation import gettext as _

FEN = 100


class KitRenderer(DjangoTemplates):
    """Draws forms and fields with the kit's templates and widgets with Django's own."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"


class DayInput(forms.DateInput):
    """The browser's calendar. Days stand in it as ISO 8601 in every language (`web.formats`)."""

    input_type = "date"


class DayField(forms.DateField):
    """A day; with `past` none after today, and the calendar offers none."""

    widget = DayInput

    def __init__(self, *, past: bool = False, **more: Any) -> None:
        self.past = past
        super().__init__(**more)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if self.past and (said := lies_ahead(value)):
            raise forms.ValidationError(said)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        if self.past:  # today is the day the form is shown, not the one the server started on
            self.widget.attrs["max"] = timezone.localdate().isoformat()
        return super().get_bound_field(form, field_name)


class YuanField(forms.DecimalField):
    """An amount of money: entered and shown in yuan, cleaned to fen as the law counts it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"min_value": 0, "max_digits": 16, "decimal_places": 2} | more)

    def clean(self, value: Any) -> int | None:
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * FEN)

    def prepare_value(self, value: Any) -> Any:
        """What is on file is a number of fen; what was sent stands there as it was sent."""
        return Decimal(value).scaleb(-2) if isinstance(value, int) else value


def lies_ahead(day: date | None) -> str:
    """What is said of a day after today; "" of every other, and of none."""
    if day is None or day <= timezone.localdate():
        return ""
    return _("This day lies ahead. Enter today or an earlier one.")
