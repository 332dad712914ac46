"""The register of certificates: who may assess, test and review (Articles 15, 34, 35)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.pages.sending import send_document
from greenward.web.answering import form_page, form_view, refusing, sent

from ..forms.qualifications import QualificationFilter, QualificationForm, RevokeForm
from ..models import Qualification
from ..testing import qualified
from ..uploads import stored
from .common import FORM, check_post

PAGE = 50


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The certificates on file, each with whether it holds today."""
    form = QualificationFilter(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    page = Paginator(qualified.listed(**said), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    return render(
        request,
        "construction/qualifications.html",
        {
            "filter": form,
            "page": page,
            "rows": [(row, qualified.holds(row, today)) for row in page],
            "enters": request.actor.may("enter_qualification"),
        },
    )


@login_required
@form_view
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a certificate."""
    area = _area(request.actor, "enter_qualification")
    form = QualificationForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            _enter(request.actor, area, **form.cleaned_data)
            messages.success(request, _("The certificate is on file."))
            return redirect("construction:qualifications")
    return _page(
        request,
        form,
        _("Enter a certificate"),
        lede=_("Whether somebody was qualified is asked of the day of each act, never of today."),
        go=_("Enter the certificate"),
    )


def _enter(
    actor: Actor, area: Area, *, document: UploadedFile | None, **said: Any
) -> Qualification:
    kept = stored(actor, document) if document else None
    return qualified.enter(actor, area=area, document=kept, **said)


@login_required
@form_view
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a certificate was taken away."""
    area = _area(request.actor, "revoke_qualification")
    row = get_object_or_404(Qualification.objects.select_related("organisation"), pk=pk)
    form = RevokeForm(*sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusing(form):
            qualified.revoke(request.actor, row, area=area, **form.cleaned_data)
            messages.success(request, _("It is on record."))
            return redirect("construction:qualifications")
    return _page(
        request,
        form,
        _("The certificate was taken away"),
        lede=f"{row.organisation} · {row.get_activity_display()} · {row.number}",
        go=_("Put it on record"),
    )


def _page(request: HttpRequest, form: Form, heading: str, **more: Any) -> HttpResponse:
    every = reverse("construction:qualifications")
    crumbs = [(_("Certificates"), every), (heading, "")]
    return form_page(request, FORM, form, heading=heading, back=every, crumbs=crumbs, **more)


@login_required
@require_GET
def certificate(request: HttpRequest, pk: int) -> FileResponse:
    """The certificate itself, as a download that runs nothing."""
    row = get_object_or_404(Qualification.objects.select_related("document"), pk=pk)
    return send_document(row.document, row.number)


def _area(actor: Actor, act: str) -> Area:
    """Where the actor's post lets them enter certificates: the widest such area. Raises
    PermissionDenied without one."""
    paths = [duty.area_path for duty in actor.duties if duty.role in ACTS[act].posts]
    check_post(bool(paths))
    return Area.objects.get(path=min(paths, key=len))
