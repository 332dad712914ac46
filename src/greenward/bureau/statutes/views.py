"""The first page of the desk beside the law; the others are in `pages`."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .cities import law_of
from .overview import lines


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """What the authority entered beside the law; what is missing leads."""
    law = law_of(request.actor)
    found = lines(law, timezone.localdate())
    missing = [line for line in found if line.missing]
    said = ngettext("%(n)s thing is missing.", "%(n)s things are missing.", len(missing))
    return render(
        request,
        "statutes/overview.html",
        {
            "law": law,
            "missing": missing,
            "standing": [line for line in found if not line.missing],
            "sentence": said % {"n": len(missing)} if missing else _("Nothing is missing."),
        },
    )
