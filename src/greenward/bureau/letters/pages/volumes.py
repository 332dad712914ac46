"""A matter as one volume: asked for, being made, ready to be taken."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.web.answering import form_page, form_view, sent

from .. import selectors, volumes
from ..forms import VolumeForm
from ..models import Volume
from .parts import FORM, matter_of, need


@login_required
@form_view
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the volume of a matter."""
    matter = matter_of(request, pk)
    need(request, matter, "print_volume")
    scopes = volumes.scopes(request.actor, matter)
    form = VolumeForm(scopes, *sent(request), initial={"scope": scopes[0][0]})
    if form.is_valid():
        made = volumes.ask(request.actor, matter, scope=form.cleaned_data["scope"])
        return redirect("letters:volume_made", made.pk)
    return form_page(
        request,
        FORM,
        form,
        title=_("Bind the matter into one volume"),
        lede=matter,
        button=_("Bind"),
        hint=_("One PDF: a cover, an index, the course of the matter, and every document."),
    )


@login_required
@require_GET
def made(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a volume is; htmx asks for the progress alone until it is ready."""
    volume = get_object_or_404(selectors.volumes(request.actor), pk=pk)
    page = "letters/volume_progress.html" if request.htmx else "letters/volume.html"
    return render(request, page, {"volume": volume, "state": Volume.State})


@login_required
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The finished volume, for the person who asked for it."""
    volume = get_object_or_404(selectors.volumes(request.actor), pk=pk)
    path = volumes.path_of(volume)
    if volume.state != Volume.State.READY or not path.exists():
        raise Http404(_("This file is not ready."))
    return FileResponse(
        path.open("rb"), filename=f"{volume.matter.number}.pdf", content_type="application/pdf"
    )
