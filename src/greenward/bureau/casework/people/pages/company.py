"""The own company: who acts for the organisations the reader acts for, and whom they let in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.models import Organisation, User
from greenward.web.answering import refusing, status_of, telling

from .. import companies, selectors, sign_ins
from ..forms import ColleagueForm
from .common import yesterday


@login_required
@require_GET
def company(request: HttpRequest) -> HttpResponse:
    """Who acts for the organisations the reader acts for."""
    return _page(request)


def _page(request: HttpRequest, given: str = "", form: ColleagueForm | None = None) -> HttpResponse:
    """The page; `given` is a password shown this once, `form` one that was sent and not taken."""
    members = list(selectors.colleagues(request.actor))
    bodies = {member.organisation_id: member.organisation for member in members}
    own = [
        {
            "body": body,
            "members": [member for member in members if member.organisation_id == key],
            "manages": key in request.actor.manages,
            "form": (form if form and form.body == key else ColleagueForm(auto_id=f"{key}-%s"))
            if key in request.actor.manages
            else None,
        }
        for key, body in bodies.items()
    ]
    context = {"own": own, "given": given, "form": form}
    status = status_of(form) if form else 200
    return render(request, "people/company.html", context, status=status)


@login_required
@require_POST
def add_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """A new sign-in for a colleague; its password is shown once, on the answer."""
    body = get_object_or_404(Organisation, pk=pk, pk__in=request.actor.organisations)
    if pk not in request.actor.manages:
        raise PermissionDenied(_("Your organisation's administrator does this."))
    form = ColleagueForm(request.POST, auto_id=f"{pk}-%s")
    form.body = pk
    if form.is_valid():
        asked = form.cleaned_data
        shown = {key: asked[key] for key in ("username", "name", "email")}
        password = sign_ins.a_password(User(**shown))
        with refusing(form):
            added = companies.add_colleague(request.actor, body, password=password, **asked)
            return _page(request, given=f"{added.user.username} / {password}")
    return _page(request, form=form)


@login_required
@require_POST
def end_colleague(request: HttpRequest, member: int) -> HttpResponse:
    """End that a colleague acts for the organisation, as of now."""
    found = get_object_or_404(selectors.colleagues(request.actor), pk=member)
    with telling(request):
        companies.end_membership(request.actor, found, last_day=yesterday())
        messages.success(request, _("The person no longer acts for the organisation."))
    return redirect("people:company")
