"""Machine clients: the programs that have a token, one more, one revoked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.models import Role
from greenward.web.answering import form_page, form_view, refusing, sent, telling

from .. import clients, selectors
from ..forms import ClientForm
from .common import crumbs, require


@login_required
@require_GET
def machines(request: HttpRequest) -> HttpResponse:
    """The programs that have a token."""
    require(request, "make_client")
    return _page(request)


def _page(request: HttpRequest, token: str = "") -> HttpResponse:
    lines = selectors.client_lines(selectors.clients(request.actor))
    context = {"lines": lines, "token": token, "crumbs": crumbs((_("Machine clients"), ""))}
    return render(request, "people/clients.html", context)


@login_required
@form_view
def new_machine(request: HttpRequest) -> HttpResponse:
    """A new machine client; its token is shown once, on the answer."""
    require(request, "make_client")
    form = ClientForm(request.actor, *sent(request))
    if form.is_valid():
        asked = dict(form.cleaned_data)
        role, body = asked.pop("role"), asked.pop("uscc")
        with refusing(form):
            _client, token = clients.make(
                request.actor, role=Role(role) if role else None, organisation=body, **asked
            )
            return _page(request, token=token)
    way = crumbs((_("Machine clients"), reverse("people:clients")), (_("New client"), ""))
    return form_page(request, "people/new_client.html", form, crumbs=way)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a token's power."""
    require(request, "revoke_client")
    found = get_object_or_404(selectors.clients(request.actor), pk=pk)
    with telling(request):
        clients.revoke(request.actor, found)
        messages.success(request, _("The token opens nothing any more."))
    return redirect("people:clients")
