"""The page a letter's QR leads to: was it issued here, does it still stand, is this file it.

Open to everybody who holds the code; it names no party and shows nothing of the letter's text.
"""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from greenward.trust.keys import KeyTrouble
from greenward.web.answering import form_page, form_view, sent

from .. import issuing, kinds, seals
from ..forms import CheckForm, CodeForm
from ..models import Letter

NOT_FOUND = 404


@form_view
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code when there is no camera."""
    form = CodeForm(*sent(request))
    if form.is_valid():
        return redirect("letters:check", form.cleaned_data["code"].strip().upper())
    return form_page(request, "letters/ask.html", form)


@form_view
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What the code says, and whether a file is the letter itself."""
    letter = (
        Letter.objects.filter(code=code, state=Letter.State.ISSUED)
        .select_related("authority", "pdf")
        .first()
    )
    if letter is None:
        form = CodeForm(initial={"code": code})
        return render(
            request, "letters/ask.html", {"form": form, "unknown": True}, status=NOT_FOUND
        )
    form = CheckForm(*sent(request))
    same = _sha256(request) == letter.pdf_id if form.is_valid() else None
    return form_page(
        request,
        "letters/check.html",
        form,
        letter=letter,
        kind=kinds.named(letter.kind),
        sealed=_sealed(letter),
        withdrawal=issuing.withdrawal_of(letter),
        same=same,
    )


def _sealed(letter: Letter) -> bool:
    try:
        return seals.holds(letter.seal, issuing.statement_of(letter))
    except KeyTrouble:
        return False


def _sha256(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    for chunk in request.FILES["file"].chunks():
        digest.update(chunk)
    return digest.hexdigest()
