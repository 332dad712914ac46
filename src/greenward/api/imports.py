"""Lists brought in by a program: uploaded, run at once or by a worker, followed to the last row."""

from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.pagination import paginate

from greenward.bureau.registry import selectors, services
from greenward.bureau.registry.models import ImportRun
from greenward.bureau.registry.views import QUICK

from .door import PROBLEMS, Number, Pages, Text

router = Router(tags=["imports"])
KINDS = ("buildings", "energy")


class RunOut(Schema):
    """accepted + refused = rows, once `state` is done."""

    id: int
    kind: str
    profile_name: str
    file_name: str
    area: str
    dry_run: bool
    state: str
    progress: int
    rows: int
    accepted: int
    refused: int
    created: int
    updated: int
    unchanged: int
    started_at: datetime
    finished_at: datetime | None

    @staticmethod
    def resolve_area(row: ImportRun) -> str:
        return row.area.code


class ReasonOut(Schema):
    """Rows refused for one reason in one column: how many, the first of them, and what to do."""

    code: str
    column: str
    count: int
    first_row: int
    text: str
    remedy: str


class RunWhole(RunOut):
    reasons: list[ReasonOut]

    @staticmethod
    def resolve_reasons(row: ImportRun) -> list[selectors.Group]:
        return selectors.refused_by_reason(row)


class Upload(Schema):
    """`profile` is the name of a saved or shipped mapping profile, `area` a division code."""

    kind: Literal["buildings", "energy"]
    profile: Text
    area: Text
    dry_run: bool = False


@router.get("/imports", response={200: list[RunOut], **PROBLEMS}, summary="Imports")
@paginate(Pages)
def imports(request: HttpRequest) -> QuerySet[ImportRun]:
    """The imports into the client's areas, the latest first."""
    return _runs(request)


@router.get("/imports/{number}", response={200: RunWhole, **PROBLEMS}, summary="One import")
def one_import(request: HttpRequest, number: Number) -> Any:
    """How far an import is, and why rows were refused."""
    return get_object_or_404(_runs(request), pk=number)


@router.post("/imports", response={201: RunWhole, **PROBLEMS}, summary="Bring in a list")
def bring_in(request: HttpRequest, asked: Form[Upload], file: File[UploadedFile]) -> Any:
    """Upload a list. A small file is run before the answer; follow a large one by its number.

    The same file again changes nothing.
    """
    actor = request.actor
    if not actor.may(f"import_{asked.kind}"):
        raise PermissionDenied
    areas = selectors.areas_to_import(actor, f"import_{asked.kind}")
    area = areas.filter(code=asked.area).first()
    profile = next((one for one in selectors.profiles() if one.name == asked.profile), None)
    if area is None:
        raise ValidationError(_("You may import nothing into an area of this code."), "no_area")
    if profile is None:
        raise ValidationError(_("There is no mapping profile of this name."), "no_profile")
    run = services.bring_in(
        actor,
        kind=asked.kind,
        content=file,
        file_name=file.name or "upload",
        profile=profile,
        area=area,
        dry_run=asked.dry_run,
        at_once=(file.size or 0) <= QUICK,
    )
    return Status(201, run)


def _runs(request: HttpRequest) -> QuerySet[ImportRun]:
    if not any(request.actor.may(f"import_{kind}") for kind in KINDS):
        raise PermissionDenied
    return selectors.runs(request.actor).order_by("-pk")
