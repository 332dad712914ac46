"""Handing the matters of one officer over to another: all of them, or chosen ones."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..forms import HandoverForm
from ..matters.handover import hand_over

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """Choose the giver first; then their open matters can be chosen from."""
    if not request.actor.may("hand_over"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    form = HandoverForm(request.POST or None, actor=request.actor, giver=request.GET.get("giver"))
    if request.method == "POST" and form.is_valid():
        try:
            count = hand_over(request.actor, **form.for_service())
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
        else:
            text = ngettext("%(n)s matter handed over.", "%(n)s matters handed over.", count)
            messages.success(request, text % {"n": count})
            return redirect("casework:matters")
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "casework/handover.html", {"form": form}, status=status)
