"""Pages of those who act in a draw: plan, freeze, enter values, reveal, publish, substitute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from greenward.bureau.casework.words import act_name
from greenward.trust.draw import Withdrawal

from . import selectors, services
from .forms import AbandonForm, PlanForm, SubstituteForm, ValuesForm
from .models import Draw

UNPROCESSABLE = 422


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Plan a draw."""
    if not request.actor.may("plan_draw"):
        raise PermissionDenied
    form = PlanForm(request.actor, None, *_sent(request))
    made: list[Draw] = []

    def make() -> None:
        area = form.cleaned_data["area"]
        made.append(services.plan(request.actor, area=area, **form.plan()))

    if _done(form, make):
        return redirect("draws:draw", pk=made[0].pk)
    return _page(request, "plan", form, _("Plan a draw"))


@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the plan of a draw that is not frozen."""
    draw = _one(request, pk, "plan_draw")
    form = PlanForm(request.actor, draw, *_sent(request))
    if _done(form, lambda: services.replan(request.actor, draw, **form.plan())):
        return redirect("draws:draw", pk=pk)
    return _page(request, "plan", form, _("Change the plan"), draw)


@login_required
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the values, as the first or the second person; neither sees the other's."""
    draw = _one(request, pk, "confirm_randomness", "enter_randomness")
    form = ValuesForm(draw, *_sent(request))

    def work() -> None:
        data = form.cleaned_data
        services.enter(request.actor, draw, values=data["values"], evidence=data["evidence"])

    if _done(form, work):
        return redirect("draws:draw", pk=pk)
    return _page(request, "values", form, _("Enter the public values"), draw)


@login_required
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a target or an inspector; the row of the result names the target."""
    draw = _one(request, pk, "substitute_draw")
    start = {"target": request.GET.get("target", "")}
    form = SubstituteForm(draw, *_sent(request), initial=start)

    def work() -> None:
        data = form.cleaned_data
        withdrawn = Withdrawal(data["target"], data["inspector"])
        services.substitute(
            request.actor, draw, withdrawn=withdrawn, reason=data["reason"], note=data["note"]
        )

    if _done(form, work):
        return redirect("draws:draw", pk=pk)
    return _page(request, "substitute", form, _("Draw a substitute"), draw)


@login_required
def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draw up, with the reason."""
    draw = _one(request, pk, "abandon_draw")
    form = AbandonForm(*_sent(request))
    if _done(form, lambda: services.abandon(request.actor, draw, **form.cleaned_data)):
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
    try:
        service(request.actor, draw)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
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


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _done(form: forms.Form, work: Callable[[], object]) -> bool:
    """Do what a form asks; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    try:
        work()
    except PermissionDenied:
        raise
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True


def _page(
    request: HttpRequest, name: str, form: forms.Form, title: str, draw: Draw | None = None
) -> HttpResponse:
    crumbs = [(_("Draws"), reverse("draws:list"))]
    if draw:
        crumbs.append((draw.matter.number, reverse("draws:draw", args=[draw.pk])))
    context = {"form": form, "title": title, "draw": draw, "crumbs": [*crumbs, (title, "")]}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, f"enforcement/draws/{name}.html", context, status=status)
