"""Pages about homes: a buyer's own, and a building's homes for its developer or the registrar."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.models import PartyRole
from greenward.web.answering import form_page, form_view, refusing, sent

from . import homes
from .models import Building


class ClaimForm(forms.Form):
    building = forms.CharField(
        label=gettext_lazy("Building code"),
        max_length=40,
        help_text=gettext_lazy("It stands on the certificate and in the handover papers."),
    )
    number = forms.CharField(label=gettext_lazy("Number of the home"), max_length=40)
    contract = forms.CharField(label=gettext_lazy("Number of the sales contract"), max_length=80)


class HomeForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Number of the home"), max_length=40)
    floor = forms.CharField(label=gettext_lazy("Floor"), max_length=10, required=False)
    contract = forms.CharField(
        label=gettext_lazy("Number of the sales contract"),
        max_length=80,
        help_text=gettext_lazy("Kept as a salted hash alone: nobody can read it here again."),
    )


@login_required
@form_view
def own(request: HttpRequest) -> HttpResponse:
    """The homes of the reader with the public side of their buildings; one more is claimed here."""
    form = ClaimForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            homes.claim(request.actor, **form.cleaned_data)
            messages.success(request, _("The home is yours here."))
            return redirect("homes:own")
    held = list(homes.homes(request.actor))
    ways = homes.ways(held)
    context = {
        "homes": [(one, ways[one.pk]) for one in held],
        "adding": bool(form.errors) or not held,
    }
    return form_page(request, "registry/homes.html", form, **context)


@login_required
@form_view
def of_building(request: HttpRequest, pk: int) -> HttpResponse:
    """The homes of a building, entered one by one with their contracts."""
    building = get_object_or_404(
        Building.objects.visible_to(request.actor).select_related("area"), pk=pk
    )
    parties = {PartyRole.OWNER} if request.actor.acts_for(building.owner_id) else set()
    if not request.actor.may("enter_homes", building.area.path, frozenset(parties)):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = HomeForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            homes.enter(request.actor, building, **form.cleaned_data)
            return redirect("homes:building", pk=pk)
    units = building.units.prefetch_related("holdings")
    return form_page(request, "registry/building_homes.html", form, building=building, units=units)
