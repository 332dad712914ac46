"""What the pages of this room share beyond those of construction: a project with what the handover knows of
it, the page of a form, the ways to the room's topics, a PDF."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.construction.models import Project
from greenward.bureau.construction.pages.common import Crumb, on_work
from greenward.bureau.construction.selectors import projects


def project_of(request: HttpRequest, pk: int, **counted: Any) -> Project:
    """A project the reader sees, with `counted` columns beside its own; Http404 outside that."""
    rows = projects(request.actor).select_related("particulars").annotate(**counted)
    return get_object_or_404(rows, pk=pk)


def on_project(
    request: HttpRequest,
    project: Project,
    form: BaseForm,
    heading: str,
    *through: Crumb,
    template: str = "operation/form.html",
    **more: Any,
) -> HttpResponse:
    """The page of a form about a project, as `on_work`, in the dress of this room."""
    more |= {"template": template, "project": project}
    return on_work(request, project, form, heading, *through, **more)


def to_handover(project: Project) -> Crumb:
    return _("Handover"), reverse("operation:handover", args=[project.pk])


def to_sale(project: Project) -> Crumb:
    return _("Sale"), reverse("operation:sale", args=[project.pk])


def to_homes(project: Project) -> Crumb:
    return _("Homes and defects"), reverse("operation:homes", args=[project.pk])


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be shown or kept; it runs nothing."""
    answered = HttpResponse(content, content_type="application/pdf")
    answered["Content-Disposition"] = f'inline; filename="{name}"'
    answered["Cache-Control"] = "private, no-store"
    answered["X-Content-Type-Options"] = "nosniff"
    return answered
