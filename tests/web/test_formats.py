"""A day in a field stands as browsers exchange it, whatever language the page is in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django import forms
from django.utils import timezone, translation

from greenward.web.forms import DayField


class Asked(forms.Form):
    day = DayField()


class Done(forms.Form):
    on = DayField(past=True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_known_day_stands_in_its_field(language: str) -> None:
    with translation.override(language):
        field = str(Asked(initial={"day": date(2026, 11, 22)})["day"])
        assert 'type="date"' in field and 'value="2026-11-22"' in field
        sent = Asked({"day": "2026-11-22"})
        assert sent.is_valid() and sent.cleaned_data["day"] == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["2026/11/22", "2026年11月22日"])
def test_days_typed_by_hand_are_understood(typed: str) -> None:
    with translation.override("zh-hans"):
        sent = Asked({"day": typed})
        assert sent.is_valid() and sent.cleaned_data["day"] == datetime(2026, 11, 22).date()


def test_what_is_done_was_not_done_after_today() -> None:
    today = timezone.localdate()
    assert Done({"on": today}).is_valid()
    assert Asked({"day": today + timedelta(days=1)}).is_valid()
    with translation.override("en"):
        said = Done({"on": today + timedelta(days=1)}).errors["on"]
    assert said == ["This day lies ahead. Enter today or an earlier one."]
    assert f'max="{today.isoformat()}"' in str(Done()["on"])
    assert "max=" not in str(Asked()["day"])
