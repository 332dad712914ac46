"""Who signs the letters of an area; a director enters it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas
from greenward.web.answering import form_page, form_view, refusing, sent

from ..authorities import name_authority
from ..forms import AuthorityForm
from ..models import Authority
from .parts import FORM


@login_required
@require_GET
def authorities(request: HttpRequest) -> HttpResponse:
    """The areas of the reader's posts with who signs for each."""
    _need(request)
    rows = _areas(request).select_related("authority", "parent").order_by("path")
    return render(request, "letters/authorities.html", {"areas": rows})


@login_required
@form_view
def authority(request: HttpRequest, area: int) -> HttpResponse:
    """Name who signs for one area."""
    _need(request)
    chosen = get_object_or_404(_areas(request), pk=area)
    form = AuthorityForm(*sent(request), instance=Authority.objects.filter(area=chosen).first())
    if form.is_valid():
        with refusing(form):
            name_authority(request.actor, chosen, **form.cleaned_data)
            messages.success(request, _("Letters of this area are signed by it from now on."))
            return redirect("letters:authorities")
    return form_page(
        request,
        FORM,
        form,
        title=_("Who signs the letters of an area"),
        lede=chosen,
        button=_("Save"),
    )


def _areas(request: HttpRequest) -> QuerySet[Area]:
    everything = Q() if request.actor.everywhere else visible_areas(request.actor)
    return Area.objects.filter(everything)


def _need(request: HttpRequest) -> None:
    if not request.actor.may("name_authority"):
        raise PermissionDenied
