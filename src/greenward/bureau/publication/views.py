"""The public's pages: is this certificate true, and what else an outsider can check here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from greenward.bureau.certificates import kinds, numbers
from greenward.bureau.certificates.checking import VALID, Answer, check, check_number
from greenward.bureau.certificates.keys import public_keys
from greenward.bureau.certificates.selectors import issuing
from greenward.trust.certificates import number_claimed, print_of

from .words import ANSWERS, all_words, in_words


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """What an outsider can check here, without a sign-in."""
    return render(request, "publication/front.html")


def check_page(request: HttpRequest) -> HttpResponse:
    """The page that verifies in the reader's own browser; a number or a text sent is answered here."""
    if typed := request.GET.get("number", "").strip():
        return redirect("publication:number", number=numbers.read(typed) or typed[:40])
    sent = request.POST.get("text", "").strip()
    found = _answer(check(sent), number_claimed(sent.rpartition("#")[2])) if sent else {}
    return _page(request, found)


def check_number_page(request: HttpRequest, number: str) -> HttpResponse:
    """The office's answer to a number: needs nothing of the browser."""
    found = check_number(number)
    return _page(request, _answer(found, number), status=200 if found.genuine else 404)


def _page(request: HttpRequest, found: dict[str, Any], status: int = 200) -> HttpResponse:
    keys = public_keys()
    context = {
        "keys": {"keys": keys},
        "prints": [(key["kid"], print_of(key)) for key in keys],
        "words": all_words(),
        **found,
    }
    return render(request, "publication/check.html", context, status=status)


def _answer(found: Answer, number: str) -> dict[str, Any]:
    """The answer in words, and what the certificate says and means if it is genuine."""
    answer, why, then = in_words(found)
    tone = ANSWERS[found.code].tone
    said: dict[str, Any] = {"tone": tone, "answer": answer, "why": why, "next": then}
    if found.says:
        kind = kinds.named(found.says.kind)
        said |= {
            "kind": kind,
            "rows": kind.rows(found.says.says),
            "glance": kind.at_a_glance(found.says.says),
            "meant": kind.meant(found.says.says) if found.code == VALID else [],
            "row": found.row,
            "entry": issuing(found.row) if found.row else None,
            "replaced_by": found.row.replaced_by if found.row else None,
        }
    return {"found": said, "number": number}
