"""Handing the matters of one officer over to another: all of them, or chosen ones."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.web.answering import form_page, form_view, refusing, sent

from ..forms import HandoverForm
from ..matters.handover import hand_over


@login_required
@form_view
def handover(request: HttpRequest) -> HttpResponse:
    """Choose the giver first; then their open matters can be chosen from."""
    if not request.actor.may("hand_over"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = HandoverForm(*sent(request), actor=request.actor, giver=request.GET.get("giver"))
    if form.is_valid():
        with refusing(form):
            count = hand_over(request.actor, **form.for_service())
            text = ngettext("%(n)s matter handed over.", "%(n)s matters handed over.", count)
            messages.success(request, text % {"n": count})
            return redirect("casework:matters")
    return form_page(request, "casework/handover.html", form)
