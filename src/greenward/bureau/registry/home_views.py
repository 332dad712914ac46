"""Pages about homes: a buyer's own, and a building's homes for its developer or the registrar."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.models import PartyRole

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
def own(request: HttpRequest) -> HttpResponse:
    """The homes of the reader with the public side of their buildings; one more is claimed here."""
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            homes.claim(request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The home is yours here."))
            return redirect("homes:own")
    held = list(homes.homes(request.actor))
    ways = homes.ways(held)
    context = {
        "homes": [(one, ways[one.pk]) for one in held],
        "form": form,
        "adding": bool(form.errors) or not held,
    }
    return render(request, "registry/homes.html", context, status=422 if form.errors else 200)


@login_required
def of_building(request: HttpRequest, pk: int) -> HttpResponse:
    """The homes of a building, entered one by one with their contracts."""
    building = get_object_or_404(
        Building.objects.visible_to(request.actor).select_related("area"), pk=pk
    )
    parties = {PartyRole.OWNER} if request.actor.acts_for(building.owner_id) else set()
    if not request.actor.may("enter_homes", building.area.path, frozenset(parties)):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = HomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            homes.enter(request.actor, building, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("homes:building", pk=pk)
    context = {
        "building": building,
        "units": building.units.prefetch_related("holdings"),
        "form": form,
    }
    return render(
        request, "registry/building_homes.html", context, status=422 if form.errors else 200
    )
