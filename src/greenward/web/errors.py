"""What is wrong with a form, in the order of its fields: for the summary on top of a page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.forms import BaseForm, BoundField


class Problem(NamedTuple):
    """One error: its field's label, what to say, and the id of the field ("" for the whole form)."""

    label: str
    text: str
    anchor: str


def summary_of(form: Any) -> list[Problem]:
    """The problems of a bound form or formset; none of an unbound or valid one."""
    if hasattr(form, "forms"):
        whole = [Problem("", text, "") for text in form.non_form_errors()]
        return whole + [problem for each in form.forms for problem in _of_form(each)]
    return _of_form(form) if isinstance(form, BaseForm) else []


def _of_form(form: BaseForm) -> list[Problem]:
    whole = [Problem("", text, "") for text in form.non_field_errors()]
    return whole + [
        Problem(str(bound.label), text, "" if bound.is_hidden else _anchor(bound))
        for bound in form
        for text in bound.errors
    ]


def _anchor(bound: BoundField) -> str:
    """The id of the field's first control; a group of choices labels each control itself."""
    return bound.id_for_label or f"{bound.auto_id}_0"
