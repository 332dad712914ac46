"""A form that was sent: what a service refuses stands in the form, and the page says 422."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

AnyForm = BaseForm | BaseFormSet
UNPROCESSABLE = 422
form_view = require_http_methods(["GET", "POST"])
"""A view that shows a form and takes it."""


def sent(request: HttpRequest) -> tuple[Any, ...]:
    """``SomeForm(*sent(request))``: bound to the fields and files posted; unbound before that."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


class refusing:
    """``with refusing(form): service(…); return redirect(…)``.

    Where the service raises ValidationError, its reasons become errors of the form, and what
    stands behind the block shows the page again. Any other error goes on. `at` is the field
    beside which a reason stands that names none.
    """

    def __init__(self, form: AnyForm, at: str | None = None) -> None:
        self.form, self.at = form, at

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, ValidationError):
            return False
        refuse(self.form, error, self.at)
        return True


def refuse(form: AnyForm, error: ValidationError, at: str | None = None) -> None:
    """Put each reason beside its field; what names no field of the form stands above it, or `at`.
    The reasons of several forms together stand above them."""
    if isinstance(form, BaseFormSet):
        form.non_form_errors().extend(error.messages)
        return
    by_field = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
    for field, errors in by_field.items():
        form.add_error(field if field in form.fields else at, errors)


@contextmanager
def telling(request: HttpRequest) -> Iterator[None]:
    """``with telling(request): service(…)`` where a button was pressed and there is no form: what
    the service refuses is told on the page that comes next."""
    try:
        yield
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def form_page(request: HttpRequest, template: str, form: AnyForm, **context: Any) -> HttpResponse:
    """The page of a form; 422 where it was sent and does not fit."""
    return render(request, template, {"form": form, **context}, status=status_of(form))


def status_of(*forms: AnyForm) -> int:
    """422 where one of the forms was sent and does not fit, 200 otherwise."""
    return UNPROCESSABLE if any(form.is_bound and not form.is_valid() for form in forms) else 200
