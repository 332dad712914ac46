"""Who signs the letters of an area; a director enters it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas

from ..authorities import name_authority
from ..forms import AuthorityForm
from ..models import Authority
from .parts import form_page, refused


@login_required
@require_GET
def authorities(request: HttpRequest) -> HttpResponse:
    """The areas of the reader's posts with who signs for each."""
    _need(request)
    rows = _areas(request).select_related("authority", "parent").order_by("path")
    return render(request, "letters/authorities.html", {"areas": rows})


@login_required
@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest, area: int) -> HttpResponse:
    """Name who signs for one area."""
    _need(request)
    chosen = get_object_or_404(_areas(request), pk=area)
    form = AuthorityForm(
        request.POST or None, instance=Authority.objects.filter(area=chosen).first()
    )
    if form.is_valid():
        try:
            name_authority(request.actor, chosen, **form.cleaned_data)
            messages.success(request, _("Letters of this area are signed by it from now on."))
            return redirect("letters:authorities")
        except ValidationError as error:
            refused(form, error)
    return form_page(
        request, form, title=_("Who signs the letters of an area"), lede=chosen, button=_("Save")
    )


def _areas(request: HttpRequest) -> QuerySet[Area]:
    everything = Q() if request.actor.everywhere else visible_areas(request.actor)
    return Area.objects.filter(everything)


def _need(request: HttpRequest) -> None:
    if not request.actor.may("name_authority"):
        raise PermissionDenied
