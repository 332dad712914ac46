"""A form that was sent: where a refusal stands, and what the page answers."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from greenward.web.answering import refusing, sent, status_of, telling


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


def test_a_refusal_that_names_no_field_stands_where_the_view_says() -> None:
    form = Land({"code": "A1"})
    with refusing(form, at="code"):
        raise ValidationError("Taken.")
    assert form.errors == {"code": ["Taken."]}


def test_a_refusal_of_several_forms_together_stands_above_them() -> None:
    rows = forms.formset_factory(Land)({"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0})
    assert (rows.is_valid(), status_of(rows)) == (True, 200)
    with refusing(rows):
        raise ValidationError({"code": ["Taken.", "Held."]})
    assert (rows.non_form_errors(), status_of(rows)) == (["Taken.", "Held."], 422)


def test_what_a_button_asked_for_and_is_refused_is_told_on_the_next_page() -> None:
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)
    with telling(request):
        raise ValidationError({"code": "Taken.", "area": ["Outside.", "Far."]})
    assert [(one.level_tag, one.message) for one in request._messages] == [
        ("error", "Taken. Outside. Far.")
    ]


def test_a_form_is_bound_to_what_was_posted_even_when_that_is_nothing() -> None:
    requests = RequestFactory()
    file = SimpleUploadedFile("plan.pdf", b"%PDF")
    posted = Land(*sent(requests.post("/", {"code": "A1", "file": file})))
    assert (posted.data["code"], posted.files["file"].name) == ("A1", "plan.pdf")
    assert status_of(Land(*sent(requests.post("/")))) == 422
    assert status_of(Land(*sent(requests.get("/", {"code": ""})))) == 200


def test_what_is_no_refusal_goes_on() -> None:
    with pytest.raises(LookupError), refusing(Land({})):
        raise LookupError


def test_a_form_that_was_not_sent_is_shown_without_complaint() -> None:
    assert status_of(Land()) == 200
    assert status_of(Land(), Land({})) == 422
