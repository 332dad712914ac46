"""Spot checks of special acceptances: the year of an authority, and one check (Article 16)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.words import in_language
from greenward.web.answering import form_view, refusing, sent

from .. import saying
from ..accepting import checks
from ..forms.acceptance import SpotCheckForm
from ..models import Acceptance, SpotCheck
from ..uploads import filed
from .acceptance import on_session, session_of
from .common import check_may, check_post

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
    check_post(bool(paths))
    return Area.objects.get(path=min(paths, key=len))


@login_required
@form_view
def check(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Record a spot check of one acceptance."""
    project, row = session_of(request, pk, session)
    check_may(request.actor, project, "spot_check")
    form = SpotCheckForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            _check(request.actor, row, **form.cleaned_data)
            messages.success(request, _("The check is on record."))
            return redirect("construction:session", project.pk, row.pk)
    return on_session(request, row, form, _("Record a spot check"), go=_("Put it on record"))


@transaction.atomic
def _check(
    actor: Actor, row: Acceptance, *, conforms: str, document: Any, **said: Any
) -> SpotCheck:
    filing = filed(actor, row.project.matter, document, "record")
    return checks.check(actor, row, conforms=conforms == "yes", filing=filing, **said)
