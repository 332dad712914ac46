"""What went wrong, as problem details (RFC 9457): a code for the program, a sentence for whoever
reads its log, and what to do next."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled
from ninja.errors import ValidationError as Malformed

from greenward.bureau.casework.words import in_words

MEDIA_TYPE = "application/problem+json"
STATUSES = frozenset({400, 401, 403, 404, 422, 429, 500})
_log = logging.getLogger(__name__)


class Fault(Schema):
    """One thing wrong with what was sent, and where."""

    where: str
    what: str


class Problem(Schema):
    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    remedy: str
    faults: list[Fault] = []


def answer(
    status: int, code: str, title: str, detail: str, remedy: str, faults: Any = ()
) -> HttpResponse:
    body = Problem(
        title=title, status=status, code=code, detail=detail, remedy=remedy, faults=list(faults)
    )
    return JsonResponse(body.model_dump(), status=status, content_type=MEDIA_TYPE)


def register(api: NinjaAPI) -> None:
    """Give every error of the door its answer."""
    for error, handler in (
        (Exception, _broken),
        (HttpError, _http),
        (Http404, _not_found),
        (PermissionDenied, _forbidden),
        (ValidationError, _refused),
        (Malformed, _malformed),
        (Throttled, _too_often),
    ):
        api.add_exception_handler(error, handler)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 401:
        answered = answer(
            401,
            "not_signed_in",
            _("Not signed in"),
            _("The request carries no valid token and no session."),
            _("Send the header Authorization: Bearer TOKEN; ask for a new token if it expired."),
        )
        answered["WWW-Authenticate"] = "Bearer"
        return answered
    return answer(
        error.status_code,
        "refused",
        _("Request refused"),
        str(error),
        _("Correct the request and send it again."),
    )


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer(
        404,
        "not_found",
        _("Not found"),
        _("Nothing under this address is yours to see."),
        _("Take the number from a list of this interface."),
    )


def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return answer(
        403,
        "not_allowed",
        _("Not allowed"),
        str(error) or _("Your duty post does not include this act."),
        _("Ask the security administrator for a post or a scope that includes it."),
    )


def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer(
        422,
        getattr(error, "code", None) or "refused",
        _("Request refused"),
        in_words(error),
        _("Correct what is said above and send it again."),
    )


def _malformed(request: HttpRequest, error: Malformed) -> HttpResponse:
    faults = [
        Fault(where=".".join(map(str, one["loc"])), what=str(one["msg"])) for one in error.errors
    ]
    return answer(
        422,
        "malformed",
        _("Malformed request"),
        _("The request does not fit the description of this operation."),
        _("Compare it with openapi.json; each fault below says where."),
        faults,
    )


def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    answered = answer(
        429,
        "too_often",
        _("Too many requests"),
        _("This token or session asks faster than allowed."),
        _("Wait for the seconds in Retry-After."),
    )
    answered["Retry-After"] = str(error.wait)
    return answered


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.exception("the interface broke", exc_info=error)
    return answer(
        500,
        "broken",
        _("An error of ours"),
        _("The request broke off; nothing of it was kept."),
        _("Try again; if it happens again, tell whoever runs this site."),
    )
