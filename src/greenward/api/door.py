"""Who comes in and how often: a machine client's token, or the session of somebody signed in."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import Throttled
from ninja.pagination import PageNumberPagination
from ninja.security import HttpBearer, SessionAuth

from greenward import __version__
from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import limits
from greenward.bureau.casework.people import clients
from greenward.bureau.casework.words import act_name

from .problems import MEDIA_TYPE, STATUSES, Problem, register

PER_MINUTE = 600
"""Requests a client or a person may send in a minute, over all processes."""
GUESSES = 60
"""Requests with a token that opens nothing, from one address in a minute."""
LARGEST_PAGE = 100

Text = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]
"""Text that a database can hold."""
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Token(HttpBearer):
    """A machine client. Its acts are logged under its name."""

    openapi_description = "The token of a machine client, made by the security administrator."

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = clients.actor_of(token)
        if found is None:
            _pace(f"api guess {limits.who(request)}", GUESSES)
            return None
        client, request.actor = found
        _pace(f"client {client.pk}", PER_MINUTE)
        return client


class Session(SessionAuth):
    """Somebody signed in on the site; a change also needs the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        person = super().authenticate(request, key)
        if person is not None:
            _pace(f"api person {person.pk}", PER_MINUTE)
        return person


def _pace(key: str, amount: int) -> None:
    wait = limits.take(key, amount, 60)
    if wait:
        raise Throttled(wait)


class Pages(PageNumberPagination):
    """``?page=2&page_size=50``; the answer counts all rows."""

    class Input(Schema):
        page: int = Field(1, ge=1, le=1_000_000)
        page_size: int = Field(50, ge=1, le=LARGEST_PAGE)


class Door(NinjaAPI):
    """The interface; its description says of every error that it is problem details."""

    def get_openapi_schema(self, **how: Any) -> Any:
        schema = super().get_openapi_schema(**how)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) in STATUSES and "application/json" in content:
                        content[MEDIA_TYPE] = content.pop("application/json")
        return schema

    def get_openapi_operation_id(self, operation: Any) -> str:
        return operation.view_func.__name__


PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422, 429), Problem)
"""What every operation may answer beside its success."""

api = Door(
    title="Greenward",
    version=__version__,
    description="The register, projects, matters, inbox and imports of a city's green-building authority. "
    "What a client sees is what its duty post or its company sees.",
    urls_namespace="api",
    docs_url=None,
    auth=[Token(), Session()],
)
register(api)


def actor_for(request: HttpRequest, read: str) -> Actor:
    """Whoever asks. Raises PermissionDenied for a client that was not given this read."""
    actor: Actor = request.actor
    if not actor.within_scopes(read):
        raise PermissionDenied(
            _("This client was not given “%(scope)s” (%(key)s).")
            % {"scope": act_name(read), "key": read}
        )
    return actor
