"""What the page of figures is asked: the city, the days it counts from and to, and one of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area
from greenward.web.forms import DayField

from ..statistics.counting import GREEN

STARS = ("0", "1", "2", "3", "none")
"""Stars in addresses; "none" where none is stated."""


class FiguresForm(forms.Form):
    """Which city, reached since when, and up to which day; without days everything until today."""

    city = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Which city"),
        required=False,
        empty_label=None,
        to_field_name="code",
    )
    since = DayField(label=_("Reached since"), required=False)
    cut_off = DayField(label=_("Up to (cut-off day)"), past=True, required=False)
    stage = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cities: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["city"]
        field.choices = [(city.code, str(city)) for city in cities]
        field.queryset = Area.objects.filter(pk__in=[city.pk for city in cities])
        if len(cities) < 2:
            del self.fields["city"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        since, cut_off = said.get("since"), said.get("cut_off") or timezone.localdate()
        if since and since > cut_off:
            self.add_error("since", _("This day comes after the cut-off day."))
        return said


class NumberForm(forms.Form):
    """Which number of the page: of a district by its code ("-" is the city itself), of a star, green or
    not."""

    district = forms.RegexField(r"^(-|[0-9A-Za-z]{1,20})$", required=False)
    star = forms.ChoiceField(required=False, choices=[("", ""), *((s, s) for s in STARS)])
    green = forms.ChoiceField(required=False, choices=[("", ""), *((g, g) for g in GREEN)])
