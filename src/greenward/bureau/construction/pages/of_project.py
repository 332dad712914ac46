"""What the pages of a project's records share: the project a reader sees, the way back, its papers."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.models import Filing

from ..models import Project
from .opening import work_of


def project_of(request: HttpRequest, pk: int) -> Project:
    """A project the reader sees; Http404 for any other."""
    project = work_of(request, "project", pk)
    assert isinstance(project, Project)
    return project


def crumbs_of(project: Project, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the list of projects to a page of one."""
    return [
        (_("Projects"), reverse("construction:projects")),
        (project.code, reverse("construction:project", args=[project.pk])),
        *more,
    ]


def filed(
    actor: Actor, project: Project, upload: UploadedFile | None, kind: str, **more: str
) -> Filing | None:
    """An uploaded paper filed in the project; None where none was sent."""
    return file_document(actor, project.matter, upload, kind, **more) if upload else None
