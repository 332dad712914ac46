"""The register of certificates: who may assess, test and review (Articles 15, 34, 35)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.documents import store, taken
from greenward.bureau.casework.models import Document
from greenward.bureau.casework.pages.sending import send_document

from ..forms.testing import QualificationFilter, QualificationForm, RevokeForm
from ..models import Qualification
from ..testing import qualified
from .opening import answer, done

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
            "enters": _area(request.actor, "enter_qualification") is not None,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a certificate."""
    area = _needed(request.actor, "enter_qualification")
    form = QualificationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if done(form, lambda: _enter(request.actor, area, said)):
            messages.success(request, _("The certificate is on file."))
            return redirect("construction:qualifications")
    return answer(
        request,
        form,
        heading=_("Enter a certificate"),
        lede=_("Whether somebody was qualified is asked of the day of each act, never of today."),
        go=_("Enter the certificate"),
        crumbs=_crumbs(_("Enter a certificate")),
        back=reverse("construction:qualifications"),
    )


def _enter(actor: Actor, area: Area, said: dict[str, Any]) -> Qualification:
    upload = said.pop("document")
    document: Document | None = None
    if upload:
        with taken(upload) as found:
            kind = found.type
            document = store(actor, found, found.name, kind.media_type if kind else "")
    return qualified.enter(actor, area=area, document=document, **said)


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a certificate was taken away."""
    area = _needed(request.actor, "revoke_qualification")
    row = get_object_or_404(Qualification.objects.select_related("organisation"), pk=pk)
    form = RevokeForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, lambda: qualified.revoke(request.actor, row, area=area, **said) or True):
            messages.success(request, _("It is on record."))
            return redirect("construction:qualifications")
    return answer(
        request,
        form,
        heading=_("The certificate was taken away"),
        lede=f"{row.organisation} · {row.get_activity_display()} · {row.number}",
        go=_("Put it on record"),
        crumbs=_crumbs(_("The certificate was taken away")),
        back=reverse("construction:qualifications"),
    )


@login_required
@require_GET
def certificate(request: HttpRequest, pk: int) -> FileResponse:
    """The certificate itself, as a download that runs nothing."""
    row = get_object_or_404(Qualification.objects.select_related("document"), pk=pk)
    return send_document(row.document, row.number)


def _area(actor: Actor, act: str) -> Area | None:
    """Where the actor's post lets them enter certificates: the widest such area."""
    paths = [duty.area_path for duty in actor.duties if duty.role in ACTS[act].posts]
    return Area.objects.filter(path=min(paths, key=len)).first() if paths else None


def _needed(actor: Actor, act: str) -> Area:
    area = _area(actor, act)
    if area is None:
        raise PermissionDenied(_("Your duty post does not include this act."))
    return area


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Certificates"), reverse("construction:qualifications")), (last, "")]
