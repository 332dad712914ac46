"""The client itself, and the log of acts for those who read it."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import paginate

from greenward.bureau.accounts.models import ApiClient, Organisation
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.selectors import audit_log

from .door import PROBLEMS, Pages, Text, actor_for

router = Router(tags=["records"])


class PostOut(Schema):
    role: str
    area: str


class Me(Schema):
    """Who asks: `scopes` is null for a person, whose posts are not narrowed."""

    name: str
    posts: list[PostOut]
    organisations: list[str]
    scopes: list[str] | None
    expires_on: date | None


class ActOut(Schema):
    """One act; `leaf_index` is its place in the public log once it has one."""

    id: int
    at: datetime
    act: str
    actor_name: str
    subject_type: str
    subject_id: str
    area_path: str
    payload: dict[str, Any]
    leaf_index: int | None


@router.get("/me", response={200: Me, **PROBLEMS}, summary="Who asks")
def me(request: HttpRequest) -> Any:
    """The client or person behind the request, with posts, companies and scopes."""
    actor, client = request.actor, request.auth
    bodies = Organisation.objects.filter(pk__in=actor.organisations).order_by("name")
    return Me(
        name=actor.name,
        posts=[
            PostOut(role=duty.role, area=duty.area_path.strip("/").rpartition("/")[2])
            for duty in actor.duties
        ],
        organisations=list(bodies.values_list("name", flat=True)),
        scopes=None if actor.scopes is None else sorted(actor.scopes),
        expires_on=client.expires_on if isinstance(client, ApiClient) else None,
    )


@router.get("/acts", response={200: list[ActOut], **PROBLEMS}, summary="The log of acts")
@paginate(Pages)
def acts(
    request: HttpRequest, act: Text = "", since: date | None = None, until: date | None = None
) -> QuerySet[AuditEvent]:
    """The acts done in the client's areas, the newest first; days are the city's."""
    actor = actor_for(request, "see_audit")
    return audit_log(actor, act=act, since=since, until=until)
