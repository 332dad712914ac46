"""A day in a field stands as browsers exchange it, whatever language the page is in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django import forms
from django.utils import timezone, translation

from greenward.web.forms import DayField, YuanField


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


class Priced(forms.Form):
    price = YuanField(required=False)


@pytest.mark.parametrize(("sent", "fen"), [("12.34", 1234), ("0", 0), ("", None)])
def test_money_is_sent_in_yuan_and_kept_in_fen(sent: str, fen: int | None) -> None:
    form = Priced({"price": sent})
    assert form.is_valid() and form.cleaned_data["price"] == fen
    assert f'value="{sent}"' in str(form["price"]) or not sent


def test_money_on_file_is_shown_in_yuan_and_more_than_fen_is_refused() -> None:
    assert 'value="1234567.80"' in str(Priced(initial={"price": 123456780})["price"])
    for wrong in ("-1", "0.001"):
        assert Priced({"price": wrong}).errors["price"]
