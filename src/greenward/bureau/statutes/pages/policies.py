"""Implementing policies on screen: each incentive of Article 47, on or off, and what switches it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.law.language import Permission
from greenward.web.answering import form_page, form_view, refusing, sent

from .. import policies as service
from .. import selectors
from ..cities import CityLaw, law_of
from ..forms import PolicyForm, WithdrawForm
from ..models import ImplementingPolicy
from .common import crumbs, may, require, url


@dataclass(frozen=True)
class Incentive:
    """One permission of the law, what it allows, and the policies entered for it."""

    permission: Permission
    text: str
    in_force: ImplementingPolicy | None
    rows: tuple[PolicyRow, ...]


@dataclass(frozen=True)
class PolicyRow:
    """One policy with its numbers in words."""

    policy: ImplementingPolicy
    numbers: tuple[str, ...]
    holds: bool


@login_required
def policies(request: HttpRequest) -> HttpResponse:
    """Every incentive, whether it is switched on, and its policies."""
    law = law_of(request.actor)
    incentives = _incentives(law)
    return render(
        request,
        "statutes/policies.html",
        {
            "incentives": incentives,
            "on": sum(one.in_force is not None for one in incentives),
            "may_enter": may(request, "enter_policy", law),
            "crumbs": crumbs(_("Implementing policies")),
        },
    )


def _incentives(law: CityLaw) -> list[Incentive]:
    lang = get_language() or "zh-hans"
    entered = list(ImplementingPolicy.objects.filter(pack=law.pack))
    in_force = {p.pk for p in selectors.policies_in_force(timezone.localdate(), law.pack)}
    found = []
    for one in law.edition.permissions:
        rows = tuple(_row(law, p, p.pk in in_force) for p in entered if p.permission == one.id)
        holding = next((row.policy for row in rows if row.holds), None)
        found.append(Incentive(one, one.text.in_(lang), holding, rows))
    return found


def _row(law: CityLaw, policy: ImplementingPolicy, holds: bool) -> PolicyRow:
    lang = get_language() or "zh-hans"
    said = []
    for name, value in policy.numbers.items():
        entry = law.edition.entry(name)
        said.append(f"{entry.label.in_(lang)}: {value / entry.scale:g}%")
    return PolicyRow(policy, tuple(said), holds)


@login_required
@form_view
def enter(request: HttpRequest, permission: str) -> HttpResponse:
    """Enter a policy for one incentive."""
    law = require(request, "enter_policy")
    one = next((p for p in law.edition.permissions if p.id == permission), None)
    if one is None:
        raise Http404
    form = PolicyForm(service.numbers_of(law.edition, one), *sent(request))
    if form.is_valid():
        with refusing(form):
            service.enter(request.actor, permission=permission, **form.given)
            return redirect("statutes:policies")
    return form_page(
        request,
        "statutes/policy.html",
        form,
        permission=one,
        text=one.text.in_(get_language() or "zh-hans"),
        crumbs=crumbs(_("Enter a policy"), (_("Implementing policies"), url("policies"))),
    )


@login_required
@form_view
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a policy from a day on."""
    law = require(request, "enter_policy")
    found = get_object_or_404(ImplementingPolicy, pk=pk, pack=law.pack, withdrawn_at=None)
    form = WithdrawForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            service.withdraw(request.actor, found, **form.cleaned_data)
            return redirect("statutes:policies")
    way = crumbs(_("Withdraw"), (_("Implementing policies"), url("policies")))
    return form_page(request, "statutes/withdraw.html", form, what=found, crumbs=way)
