"""A day in a field stands as browsers exchange it, whatever language the page is in."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django import forms
from django.utils import translation


class Asked(forms.Form):
    day = forms.DateField(widget=forms.DateInput({"type": "date"}))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_known_day_stands_in_its_field(language: str) -> None:
    with translation.override(language):
        assert 'value="2026-11-22"' in str(Asked(initial={"day": date(2026, 11, 22)})["day"])
        sent = Asked({"day": "2026-11-22"})
        assert sent.is_valid() and sent.cleaned_data["day"] == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["2026/11/22", "2026年11月22日"])
def test_days_typed_by_hand_are_understood(typed: str) -> None:
    with translation.override("zh-hans"):
        sent = Asked({"day": typed})
        assert sent.is_valid() and sent.cleaned_data["day"] == datetime(2026, 11, 22).date()
