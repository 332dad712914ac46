"""What the pages of this room share: a project the reader sees, a form answered, a file sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.parties import roles_shown
from greenward.bureau.casework.matters.steps import concerned
from greenward.bureau.construction.models import Project

UNPROCESSABLE = 422
Form = require_http_methods(["GET", "POST"])
T = TypeVar("T")
Crumbs = list[tuple[str, str]]


def project_of(request: HttpRequest, pk: int, **counted: Any) -> Project:
    """A project the reader sees, with `counted` columns beside its own; 404 outside that."""
    rows = Project.objects.visible_to(request.actor)
    related = ("area", "matter__area", "developer", "plot__area", "particulars")
    return get_object_or_404(rows.select_related(*related).annotate(**counted), pk=pk)


def may(actor: Actor, project: Project, act: str) -> bool:
    """Whether an act on a project is the actor's."""
    return concerned(actor, project.matter, act, roles_shown(actor, project.matter))


def check_may(actor: Actor, project: Project, act: str) -> None:
    if not may(actor, project, act):
        raise PermissionDenied(_("Your duty post does not include this act."))


def done(form: forms.Form, do: Callable[[], T]) -> T | None:
    """What an act gives; a refusal becomes an error of the form, beside its field where it has one."""
    try:
        return do()
    except ValidationError as error:
        by_field = getattr(error, "error_dict", {NON_FIELD_ERRORS: error.error_list})
        for field, errors in by_field.items():
            form.add_error(field if field in form.fields else None, errors)
        return None


def answer(
    request: HttpRequest,
    form: forms.Form,
    template: str = "operation/form.html",
    **context: Any,
) -> HttpResponse:
    """The page of a form; one that does not fit is 422."""
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def crumbs(project: Project, *last: tuple[str, str]) -> Crumbs:
    """The way to a page of a project."""
    return [
        (_("Projects"), reverse("construction:projects")),
        (project.name, reverse("construction:project", args=[project.pk])),
        *last,
    ]


def to_handover(project: Project) -> tuple[str, str]:
    return _("Handover"), reverse("operation:handover", args=[project.pk])


def to_sale(project: Project) -> tuple[str, str]:
    return _("Sale"), reverse("operation:sale", args=[project.pk])


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be shown or kept; it runs nothing."""
    answered = HttpResponse(content, content_type="application/pdf")
    answered["Content-Disposition"] = f'inline; filename="{name}"'
    answered["Cache-Control"] = "private, no-store"
    answered["X-Content-Type-Options"] = "nosniff"
    return answered
