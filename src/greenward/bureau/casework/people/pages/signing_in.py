"""What the system administrator does on a person's page: unlock and close the sign-in, give a new
password, take off lost second factors, register and remove subjects of other sites (ASVS V6.4;
OpenID Connect Core 1.0, 5.7)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from greenward.web.answering import refusing, telling

from .. import second_factors, sign_ins
from ..forms import SubjectForm
from .common import require
from .people import looked_after, person_page
from .posts import pressed


@login_required
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Unlock or close a sign-in, or give it a new password, by the button that was pressed."""
    user = looked_after(request, pk)
    require(request, "close_user")
    asked = request.POST.get("does")
    if asked == "password":
        password = sign_ins.a_password(user)
        sign_ins.set_password(request.actor, user=user, password=password)
        return person_page(request, user, given=password)
    does, done = pressed(
        asked,
        unlock=(sign_ins.unlock, _("The person may try again.")),
        close=(sign_ins.close_user, _("The sign-in is closed.")),
    )
    with telling(request):
        does(request.actor, user=user)
        messages.success(request, done)
    return redirect("people:person", pk=pk)


@login_required
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lost second factor off."""
    user = looked_after(request, pk)
    with telling(request):
        second_factors.reset(request.actor, user=user)
        messages.success(
            request,
            _("The second step is off. The person sets up a new one at the next sign-in."),
        )
    return redirect("people:person", pk=pk)


@login_required
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person in through another site."""
    user = looked_after(request, pk)
    require(request, "register_subject")
    form = SubjectForm(request.POST)
    if form.is_valid():
        with refusing(form):
            second_factors.register_subject(request.actor, user=user, **form.cleaned_data)
            messages.success(request, _("The person can sign in through the other site now."))
            return redirect("people:person", pk=pk)
    return person_page(request, user, subject=form)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, subject: int) -> HttpResponse:
    """Let a person in through another site no more."""
    user = looked_after(request, pk)
    with telling(request):
        second_factors.remove_subject(request.actor, user=user, pk=subject)
        messages.success(request, _("The other site lets the person in no more."))
    return redirect("people:person", pk=pk)
