"""A form that was sent: where a refusal stands, and what the page answers."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from greenward.web.answering import refusing, status_of


class Land(forms.Form):
    code = forms.CharField()


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (ValidationError("Taken."), {NON_FIELD_ERRORS: ["Taken."]}),
        (ValidationError(["Taken.", "Held."]), {NON_FIELD_ERRORS: ["Taken.", "Held."]}),
        (ValidationError({"code": "Taken."}), {"code": ["Taken."]}),
        (
            ValidationError({"code": "Taken.", "area": "Outside."}),
            {"code": ["Taken."], NON_FIELD_ERRORS: ["Outside."]},
        ),
    ],
)
def test_a_refusal_stands_beside_its_field_or_above(
    error: ValidationError, shown: dict[str, list[str]]
) -> None:
    form = Land({"code": "A1"})
    assert (form.is_valid(), status_of(form)) == (True, 200)
    with refusing(form):
        raise error
    assert (form.errors, status_of(form)) == (shown, 422)


def test_what_is_no_refusal_goes_on() -> None:
    with pytest.raises(LookupError), refusing(Land({})):
        raise LookupError


def test_a_form_that_was_not_sent_is_shown_without_complaint() -> None:
    assert status_of(Land()) == 200
    assert status_of(Land(), Land({})) == 422
