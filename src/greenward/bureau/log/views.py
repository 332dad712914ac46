"""The public side of the log: what it is, how it stands, and everything needed to check it.

Checkpoint, tiles and keys are open to everybody and show no act: a leaf is a hash that nobody can
guess. The entry of an act is in its proof file, for those who may see the act.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from greenward.trust import tiles

from . import selectors
from .errors import LogError
from .keys import verifier_keys
from .models import OutsideCopy, Verification

TEXT = "text/plain; charset=utf-8"


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the log is, how it stands, how to check it oneself."""
    shown = {
        "last": selectors.last_checkpoint(),
        "copy": OutsideCopy.objects.select_related("checkpoint").order_by("pk").last(),
        "verified": Verification.objects.order_by("pk").last(),
        "alerts": selectors.alerts(),
        "site": settings.PUBLIC_URL,
    }
    return render(request, "log/front.html", shown)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """A page that verifies a proof file in the reader's own browser."""
    words = {
        "holds": _("The proof holds"),
        "fails": _("The proof does not hold"),
        "unsure": _("This browser cannot check it"),
        "no_crypto": _("It lacks Ed25519. Use a newer one, or the command below."),
        "form": _("This is not a proof file, or it is torn."),
        "key": _("It is signed by no key of this log, or the signature is false."),
        "entry": _("The entry is not in the log that was signed: it was changed."),
        "place": _("Entry %(index)s of %(size)s in the log %(origin)s. Signed by: %(names)s."),
        "entry_is": _("What the log holds of the act"),
    }
    keys = [str(key) for key in verifier_keys()]
    crumbs = [(_("The log"), reverse("log:front")), (_("Check a proof file"), "")]
    shown = {"keys": keys, "words": words, "crumbs": crumbs}
    return render(request, "log/check.html", shown)


@require_safe
@cache_control(public=True, max_age=5)
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The last signed checkpoint (C2SP tlog-tiles); 404 while nothing was signed."""
    at = selectors.last_checkpoint()
    if at is None:
        raise Http404(_("The log is empty: nothing has been signed yet."))
    return HttpResponse(selectors.published(at), content_type=TEXT)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def tile(request: HttpRequest, tile: str) -> HttpResponse:
    """A tile of hashes at its address of C2SP tlog-tiles; it never changes."""
    path = tiles.parse_path(tile)
    hashes = selectors.tile(path) if path else None
    if hashes is None:
        raise Http404(_("The log has no such tile."))
    return HttpResponse(hashes, content_type="application/octet-stream")


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """Every verifier key the log ever signed with, one a line, the newest first."""
    return HttpResponse("".join(f"{key}\n" for key in verifier_keys()), content_type=TEXT)


@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof file of an act; 404 outside what the reader may see, 409 until it is in the log."""
    event = selectors.provable_act(request.actor, pk)
    if event is None:
        raise Http404
    try:
        text = str(selectors.proof_of(event))
    except LogError as error:
        return HttpResponse(f"{error}\n", status=409, content_type=TEXT)
    answer = HttpResponse(text, content_type=TEXT)
    answer["Content-Disposition"] = f'attachment; filename="act-{event.leaf_index}.tlog-proof"'
    return answer


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For a monitor: 200, or 503 with what somebody must look at."""
    found = selectors.alerts()
    return JsonResponse({"status": "look" if found else "ok", "alerts": found},
                        status=503 if found else 200)  # fmt: skip
