"""Matters: the list with its filters, one matter, and the one page on which any act is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.web.answering import form_view, refusing, sent, status_of
from greenward.web.tables import Column, ordering

from ..filings import filings_of
from ..forms import MatterFilter
from ..matters import kinds, offers, reading
from ..matters.asking import AnswerForm
from ..matters.forms import ActForm, CommentForm
from ..matters.naming import kind_words, state_of, state_words
from ..matters.offers import Offer
from ..matters.parties import present
from ..matters.reading import Standing
from ..matters.requests import ANSWER
from ..models import Matter
from ..selectors import matters_matching
from ..views import take_away

PAGE = 50
SORTS = {"number": "pk", "opened": "opened_at", "title": "title"}


@login_required
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """The matters the reader sees, newest first; ``?format=`` takes the list away."""
    if "format" in request.GET:
        return take_away(request, "matters")
    form = MatterFilter(request.GET, actor=request.actor)
    found = matters_matching(request.actor, **(form.cleaned_data if form.is_valid() else {}))
    rows = found.select_related("area", "officer").order_by(
        *ordering(request, SORTS, default="-opened")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    columns = [
        Column("heading", _("Matter"), link=_link, head=True),
        Column("number", _("Number of the matter"), sort="number"),
        Column("kind", _("Kind"), show=kind_words),
        Column("pk", _("State"), show=_states(page)),
        Column("area", _("Area")),
        Column("officer", _("Officer")),
        Column("opened_at", _("Opened"), show=_day, sort="opened"),
    ]
    return render(
        request,
        "casework/matters.html",
        {"filter": form, "page": page, "columns": columns, "sort": "-opened"},
    )


@login_required
@require_GET
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: where it stands, who must do what until when, and what the reader may do now."""
    standing = _standing(request, pk)
    main, others = offers.main_and_others(offers.offers(standing))
    main = [replace(o, url="#requests") if o.act == ANSWER else o for o in main]
    comment = offers.find(standing, "comment") if _may(standing, "comment") else None
    return render(
        request,
        "casework/matter.html",
        {
            "standing": standing,
            "matter": standing.matter,
            "kind": kind_words(standing.matter.kind),
            "state": state_of(standing.matter),
            "course": reading.course(standing),
            "duties": standing.duties(),
            "own": standing.panel,
            "main": main,
            "others": others,
            "parties": present(standing.matter),
            "may_change_parties": _may(standing, "change_party"),
            "may_follow": _may(standing, "remind"),
            "may_file": _may(standing, "file_document"),
            "filings": list(filings_of(request.actor, standing.matter)),
            "requests": _requests(standing),
            "comments": list(reading.comments(standing)),
            "comment": comment if comment and not comment.refusal else None,
            "comment_form": CommentForm(actor=request.actor, matter=standing.matter),
            "history": reading.history(standing),
            "crumbs": [(_("Matters"), reverse("casework:matters")), (standing.matter.number, "")],
        },
    )


@login_required
@form_view
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act in one matter: its form, and what comes of it."""
    standing = _standing(request, pk)
    try:
        offer = offers.find(standing, name)
    except LookupError as error:
        raise Http404(_("There is no such act in this matter.")) from error
    assert offer.form and offer.service
    form = offer.form(
        *sent(request), actor=request.actor, matter=standing.matter, initial=request.GET.dict()
    )
    if "more" in request.POST:
        return _form(request, standing, offer, form)
    if form.is_bound and offer.refusal:
        form.add_error(None, offer.refusal)
    if form.is_valid():
        with refusing(form):
            _do(request, standing.matter, offer, form)
            return redirect(_after(request, standing.matter))
    return _form(request, standing, offer, form, status_of(form))


def _do(request: HttpRequest, matter: Matter, offer: Offer, form: ActForm) -> None:
    """Do it; a post that is found missing only under the matter's lock is told like any refusal."""
    assert offer.service
    try:
        offer.service(request.actor, matter, **form.for_service())
    except PermissionDenied as error:
        raise ValidationError(str(error)) from error
    messages.success(request, _("Done: %(act)s.") % {"act": offer.label})


def _form(
    request: HttpRequest, standing: Standing, offer: Offer, form: ActForm, status: int = 200
) -> HttpResponse:
    crumbs = [
        (_("Matters"), reverse("casework:matters")),
        (standing.matter.number, reverse("casework:matter", args=[standing.matter.pk])),
        (offer.label, ""),
    ]
    context = {
        "standing": standing,
        "matter": standing.matter,
        "kind": kind_words(standing.matter.kind),
        "state": state_of(standing.matter),
        "offer": offer,
        "form": form,
        "back_to": request.POST.get("back") or request.GET.get("back", ""),
        "crumbs": crumbs,
    }
    return render(request, form.template, context, status=status)


def _standing(request: HttpRequest, pk: int) -> Standing:
    seen = Matter.objects.visible_to(request.actor).select_related("area", "officer")
    return Standing(request.actor, get_object_or_404(seen, pk=pk))


def _may(standing: Standing, name: str) -> bool:
    return standing.matter.closed_at is None and offers.allowed(standing, name)


def _after(request: HttpRequest, matter: Matter) -> str:
    """Back to the matter, or to the inbox where the act was begun there."""
    back = request.POST.get("back")
    if back == "inbox":
        return reverse("casework:inbox") + "?tab=others"
    return reverse(kinds.named(matter.kind).url, kwargs={"pk": matter.pk})


def _requests(standing: Standing) -> list[dict[str, Any]]:
    """The requests for what is missing; answers that are only drafted are their writer's alone."""
    asked = any(standing.is_mine(task) for task in standing.waits(ANSWER))
    return [
        {
            "request": one,
            "open": one is standing.request,
            "answers": bool(one.answered_at),
            "form": AnswerForm(actor=standing.actor, matter=standing.matter)
            if one is standing.request and asked
            else None,
        }
        for one in standing.requests
    ]


def _states(page: Any) -> Any:
    by_pk = {one.pk: state_words(one.kind, one.state) for one in page}
    return lambda pk: by_pk[pk]


def _link(row: Matter) -> str:
    return reverse(kinds.named(row.kind).url, kwargs={"pk": row.pk})


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()
