"""Lists: the letters of the reader's areas or organisations, those of a matter, the outbox."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from greenward.bureau.casework.matters.steps import concerned

from .. import kinds, outbox, selectors
from ..forms import LettersFilter
from ..models import Mail
from .parts import matter_of

PAGE = 50


@login_required
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """All letters the reader may see, newest first."""
    form = LettersFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = selectors.letters(request.actor, **chosen)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "letters/list.html",
        {
            "filter": form,
            "page": page,
            "official": request.actor.is_official,
            "may_name": request.actor.may("name_authority"),
        },
    )


@login_required
@require_GET
def of_matter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of one matter, and what may be written next."""
    matter = matter_of(request, pk)
    rows = selectors.letters(request.actor).filter(matter=matter)
    may_write = matter.closed_at is None and concerned(request.actor, matter, "write_letter")
    return render(
        request,
        "letters/matter.html",
        {
            "matter": matter,
            "letters": rows,
            "kinds": kinds.standing_alone() if may_write else (),
            "may_print": concerned(request.actor, matter, "print_volume"),
        },
    )


@login_required
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """The outbox: which copies wait, left, or were not delivered."""
    if not request.actor.may("print_volume"):
        raise PermissionDenied
    rows = selectors.mails(request.actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "letters/mails.html",
        {"page": page, "no_server": outbox.waiting_without_server(), "state": Mail.State},
    )
