"""The records of a site: beginning and end of the works, deviations and corrections, reported demands
(Article 14; the national Articles 14 and 16)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.models.filings import Label
from greenward.web.answering import form_view, refusing, sent

from .. import sitework
from ..forms.acceptance import SiteForm
from ..models import Project, SiteRecord
from ..models.site import Occurrence
from ..uploads import filed
from .common import Crumb, crumbs, on_work, project_of


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is on record of the site, what is open, and what the reader may record."""
    project = project_of(request, pk)
    rows = SiteRecord.objects.seen_by(request.actor, project)
    closed = project.matter.closed_at is not None
    offered = [] if closed else sitework.recordable(request.actor, project)
    return render(
        request,
        "construction/site.html",
        {
            "project": project,
            "rows": rows.select_related("organisation", "filing", "answers"),
            "open": sitework.open_deviations(project),
            "offered": [(one.value, capfirst(str(one.label))) for one in offered],
            "crumbs": crumbs(project, (_("Records of the site"), "")),
        },
    )


@login_required
@form_view
def record(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Record one occurrence."""
    project = project_of(request, pk)
    if what not in Occurrence.values:
        raise Http404(_("There is no such record."))
    occurrence = Occurrence(what)
    if not sitework.may_record(request.actor, project, occurrence):
        raise PermissionDenied(_("Another party records this."))
    form = SiteForm(
        *sent(request),
        occurrence=occurrence,
        deviations=sitework.open_deviations(project),
        official=request.actor.is_official,
    )
    if form.is_valid():
        with refusing(form):
            _record(request.actor, project, occurrence, **form.cleaned_data)
            messages.success(request, _("It is on record."))
            return redirect("construction:site", project.pk)
    return on_work(
        request,
        project,
        form,
        capfirst(str(occurrence.label)),
        to_site(project),
        lede=_lede(occurrence),
        go=_("Put it on record"),
    )


def to_site(project: Project) -> Crumb:
    return _("Records of the site"), reverse("construction:site", args=[project.pk])


def _lede(occurrence: Occurrence) -> str:
    if occurrence is Occurrence.DEMAND:
        return _(
            "The authority alone reads this, and your own organisation. Papers are handed over when it asks for them."
        )
    return ""


@transaction.atomic
def _record(
    actor: Actor,
    project: Project,
    occurrence: Occurrence,
    *,
    document: UploadedFile | None = None,
    **said: Any,
) -> SiteRecord:
    label = Label.INTERNAL if occurrence is Occurrence.DEMAND else Label.PARTIES
    filing = filed(actor, project.matter, document, "record", label=label)
    return sitework.record(actor, project, occurrence, filing=filing, **said)
