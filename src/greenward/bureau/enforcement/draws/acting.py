"""Pages of those who act in a draw: plan, freeze, enter values, reveal, publish, substitute."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from greenward.bureau.casework.words import act_name
from greenward.trust.draw import Withdrawal
from greenward.web.answering import form_page, form_view, refusing, sent, telling

from . import selectors, services
from .forms.acting import AbandonForm, SubstituteForm, ValuesForm
from .forms.plan import PlanForm
from .models import Draw


@login_required
@form_view
def new(request: HttpRequest) -> HttpResponse:
    """Plan a draw."""
    if not request.actor.may("plan_draw"):
        raise PermissionDenied
    form = PlanForm(request.actor, None, *sent(request))
    if form.is_valid():
        with refusing(form):
            made = services.plan(request.actor, area=form.cleaned_data["area"], **form.plan())
            return redirect("draws:draw", pk=made.pk)
    return _page(request, "plan", form, _("Plan a draw"))


@login_required
@form_view
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the plan of a draw that is not frozen."""
    draw = _one(request, pk, "plan_draw")
    form = PlanForm(request.actor, draw, *sent(request))
    if form.is_valid():
        with refusing(form):
            services.replan(request.actor, draw, **form.plan())
            return redirect("draws:draw", pk=pk)
    return _page(request, "plan", form, _("Change the plan"), draw)


@login_required
@form_view
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the values, as the first or the second person; neither sees the other's."""
    draw = _one(request, pk, "confirm_randomness", "enter_randomness")
    form = ValuesForm(draw, *sent(request))
    if form.is_valid():
        data = form.cleaned_data
        with refusing(form):
            services.enter(request.actor, draw, values=data["values"], evidence=data["evidence"])
            return redirect("draws:draw", pk=pk)
    return _page(request, "values", form, _("Enter the public values"), draw)


@login_required
@form_view
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a target or an inspector; the row of the result names the target."""
    draw = _one(request, pk, "substitute_draw")
    start = {"target": request.GET.get("target", "")}
    form = SubstituteForm(draw, *sent(request), initial=start)
    if form.is_valid():
        data = form.cleaned_data
        with refusing(form):
            withdrawn = Withdrawal(data["target"], data["inspector"])
            services.substitute(
                request.actor, draw, withdrawn=withdrawn, reason=data["reason"], note=data["note"]
            )
            return redirect("draws:draw", pk=pk)
    return _page(request, "substitute", form, _("Draw a substitute"), draw)


@login_required
@form_view
def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draw up, with the reason."""
    draw = _one(request, pk, "abandon_draw")
    form = AbandonForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            services.abandon(request.actor, draw, **form.cleaned_data)
            return redirect("draws:draw", pk=pk)
    return _page(request, "abandon", form, _("Abandon the draw"), draw)


@login_required
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze and announce."""
    return _button(request, pk, "freeze_draw", services.freeze)


@login_required
@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Reveal the code and draw."""
    return _button(request, pk, "reveal_draw", services.reveal)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the result."""
    return _button(request, pk, "publish_draw", services.publish)


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the draw."""
    return _button(request, pk, "close_draw", services.close)


def _button(
    request: HttpRequest, pk: int, act: str, service: Callable[..., object]
) -> HttpResponse:
    draw = _one(request, pk, act)
    with telling(request):
        service(request.actor, draw)
        messages.success(request, _("Done: %(act)s.") % {"act": act_name(act)})
    return redirect("draws:draw", pk=pk)


def _one(request: HttpRequest, pk: int, *acts: str) -> Draw:
    """A draw the person sees and may act in: 404 outside their areas, 403 without the post.

    What is public of other areas' draws may be read, but its acts are not there for them.
    """
    draw = get_object_or_404(selectors.one(request.actor), pk=pk)
    if not any(request.actor.may(act, draw.matter.area.path) for act in acts):
        raise PermissionDenied
    return draw


def _page(
    request: HttpRequest, name: str, form: forms.Form, title: str, draw: Draw | None = None
) -> HttpResponse:
    crumbs = [(_("Draws"), reverse("draws:list"))]
    if draw:
        crumbs.append((draw.matter.number, reverse("draws:draw", args=[draw.pk])))
    context = {"title": title, "draw": draw, "crumbs": [*crumbs, (title, "")]}
    return form_page(request, f"enforcement/draws/{name}.html", form, **context)
