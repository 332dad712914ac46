"""What the system administrator does on a person's page: take off lost second factors, register and
remove subjects of other sites (ASVS V6.4; OpenID Connect Core 1.0, 5.7)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import second_factors
from .forms import SubjectForm
from .views import _found, _person, _require, _said, _tried


@login_required
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    user = _found(request, pk)
    _said(
        request,
        lambda: second_factors.reset(request.actor, user=user),
        _("The second step is off. The person sets up a new one at the next sign-in."),
    )
    return redirect("people:person", pk=pk)


@login_required
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    user = _found(request, pk)
    _require(request, "register_subject")
    form = SubjectForm(request.POST)
    if form.is_valid() and _tried(
        form,
        lambda: second_factors.register_subject(request.actor, user=user, **form.cleaned_data),
    ):
        messages.success(request, _("The person can sign in through the other site now."))
        return redirect("people:person", pk=pk)
    return _person(request, user, subject=form)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, subject: int) -> HttpResponse:
    user = _found(request, pk)
    _said(
        request,
        lambda: second_factors.remove_subject(request.actor, user=user, pk=subject),
        _("The other site lets the person in no more."),
    )
    return redirect("people:person", pk=pk)
