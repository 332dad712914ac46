"""What is done on a person's page about what they hold: posts proposed, confirmed and ended, and
whom they act for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from greenward.bureau.accounts.models import Role, User
from greenward.web.answering import refusing, telling

from .. import companies, posts, selectors
from ..forms import MembershipForm, ProposalForm
from .common import require, yesterday
from .people import looked_after, person_page


@login_required
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a post, which a director confirms."""
    user = looked_after(request, pk)
    require(request, "propose_post")
    form = ProposalForm(request.actor, request.POST)
    if form.is_valid():
        asked = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        with refusing(form):
            posts.propose(request.actor, user=user, **asked)
            messages.success(request, _("Proposed. It holds once a director confirms it."))
            return redirect("people:person", pk=pk)
    return person_page(request, user, proposal=form)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or decline a proposed post, by the button that was pressed."""
    found = get_object_or_404(selectors.proposals(request.actor), pk=pk)
    does, done = pressed(
        request.POST.get("decision"),
        confirm=(posts.confirm, _("The post is held now.")),
        decline=(posts.decline, _("The proposal is off.")),
    )
    with telling(request):
        does(request.actor, found)
        messages.success(request, done)
    return redirect("people:list")


def pressed(button: str | None, **known: tuple[Any, str]) -> tuple[Any, str]:
    """The act a button stands for and what is said afterwards. Raises BadRequest for none."""
    if button not in known:
        raise BadRequest(button)
    return known[button]


@login_required
@require_POST
def end_post(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """End a post as of now: yesterday was its last day, or today where it began today."""
    found = get_object_or_404(looked_after(request, pk).posts, pk=post)
    with telling(request):
        posts.end_post(request.actor, post=found, last_day=max(yesterday(), found.first_day))
        messages.success(request, _("The post has ended."))
    return redirect("people:person", pk=pk)


@login_required
@require_POST
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person act for a company, which is entered when its code is new."""
    user = looked_after(request, pk)
    require(request, "propose_post")
    form = MembershipForm(request.POST)
    if form.is_valid():
        with refusing(form), transaction.atomic():
            _enrol(request, user, form.cleaned_data)
            messages.success(request, _("The person acts for the organisation from today."))
            return redirect("people:person", pk=pk)
    return person_page(request, user, membership=form)


def _enrol(request: HttpRequest, user: User, asked: dict[str, Any]) -> None:
    body = companies.record_organisation(
        request.actor, name=asked["organisation_name"], uscc=asked["uscc"]
    )
    companies.enrol(
        request.actor,
        user=user,
        organisation=body,
        first_day=timezone.localdate(),
        manages=asked["manages"],
    )


@login_required
@require_POST
def end_membership(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """End whom a person acts for, as of now."""
    found = get_object_or_404(looked_after(request, pk).memberships, pk=member)
    with telling(request):
        companies.end_membership(request.actor, found, last_day=yesterday())
        messages.success(request, _("The person no longer acts for the organisation."))
    return redirect("people:person", pk=pk)
