"""Spot checks of special acceptances: the year of an authority, and one check (Article 16)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.words import in_language

from .. import saying
from ..accepting import checks
from ..forms.acceptance import SpotCheckForm
from ..models import Acceptance, SpotCheck
from .acceptance import found, session_form
from .of_project import filed
from .opening import check_may, done

PAGE = 50


@login_required
@require_GET
def acceptances(request: HttpRequest) -> HttpResponse:
    """The decided acceptances of a year in the reader's area, and how many were checked."""
    area = _area(request.actor)
    this = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 <= int(asked) <= this else this
    page = Paginator(checks.held_in(request.actor, year).order_by("-held_on", "-pk"), PAGE)
    found_year = checks.of_year(request.actor, area, year)
    return render(
        request,
        "construction/acceptances.html",
        {
            "area": area,
            "year": found_year,
            "judged": [
                (
                    capfirst(in_language(one.duty.text)),
                    one.verdict,
                    saying.article(one.duty.article),
                )
                for one in found_year.judged
            ],
            "page": page.get_page(request.GET.get("page")),
            "before": year - 1,
            "after": year + 1 if year < this else None,
        },
    )


def _area(actor: Actor) -> Area:
    """The area of the reader's post that sees acceptances; PermissionDenied without one."""
    paths = [duty.area_path for duty in actor.duties if actor.is_official]
    area = Area.objects.filter(path=min(paths, key=len)).first() if paths else None
    if area is None or not actor.is_official:
        raise PermissionDenied(_("Your duty post does not include this act."))
    return area


@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Record a spot check of one acceptance."""
    project, row = found(request, pk, session)
    check_may(request.actor, project, "spot_check")
    form = SpotCheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if done(form, lambda: _check(request.actor, row, said)):
            messages.success(request, _("The check is on record."))
            return redirect("construction:session", project.pk, row.pk)
    return session_form(
        request, project, row, form, _("Record a spot check"), go=_("Put it on record")
    )


@transaction.atomic
def _check(actor: Actor, row: Acceptance, said: dict[str, Any]) -> SpotCheck:
    filing = filed(actor, row.project, said.pop("document"), "record")
    conforms = said.pop("conforms") == "yes"
    return checks.check(actor, row, conforms=conforms, filing=filing, **said)
