"""Buildings with what the law found of them (Article 32 and the others that are judged)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from greenward.bureau.assessment.models import Finding
from greenward.bureau.assessment.selectors.scope import scope_of
from greenward.bureau.registry.models import Building
from greenward.law.language import Verdict

from .door import PROBLEMS, Number, Pages, Text, actor_for

router = Router(tags=["buildings"])


class AreaOut(Schema):
    code: str
    name_zh: str
    name_en: str


class FindingOut(Schema):
    """The newest verdict of one duty; fines are fen, `missing` names the facts that are unknown."""

    duty: str
    year: int | None
    verdict: str
    owed: bool
    exposed: bool
    fine_low: int | None
    fine_high: int | None
    missing: list[str]
    edition: str

    @staticmethod
    def resolve_verdict(row: Finding) -> str:
        return Verdict(row.verdict).name.lower()

    @staticmethod
    def resolve_missing(row: Finding) -> list[str]:
        return sorted(row.missing)

    @staticmethod
    def resolve_edition(row: Finding) -> str:
        return row.edition_id


class BuildingOut(Schema):
    """`floor_area` in m², as text with its decimals."""

    id: int
    code: str | None
    name: str
    address: str
    area: AreaOut
    owner: str | None
    manager: str | None
    function: str
    floor_area: Decimal | None
    completed_on: date | None
    star: int | None

    @staticmethod
    def resolve_owner(row: Building) -> str | None:
        return row.owner.name if row.owner else None

    @staticmethod
    def resolve_manager(row: Building) -> str | None:
        return row.manager.name if row.manager else None


class IdentifierOut(Schema):
    scheme: str
    value: str


class BuildingWhole(BuildingOut):
    identifiers: list[IdentifierOut]
    findings: list[FindingOut]


@router.get("/buildings", response={200: list[BuildingOut], **PROBLEMS}, summary="Buildings")
@paginate(Pages)
def buildings(request: HttpRequest, text: Text = "", area: Text = "") -> QuerySet[Building]:
    """The buildings the client sees, by number. `text` is part of a name, an address or a code,
    `area` a division code with everything inside it."""
    found = _seen(request)
    if text:
        part = Q(name__icontains=text) | Q(address__icontains=text) | Q(code__icontains=text)
        found = found.filter(part)
    if area:
        found = found.filter(Q(area__code=area) | Q(area__path__contains=f"/{area}/"))
    return found.order_by("pk")


@router.get(
    "/buildings/{number}", response={200: BuildingWhole, **PROBLEMS}, summary="One building"
)
def building(request: HttpRequest, number: Number) -> Any:
    """One building with its identifiers and the findings in force."""
    hidden = scope_of(request.actor).hidden
    current = Finding.objects.filter(ended_by=None).exclude(duty__in=hidden)
    found = _seen(request).prefetch_related(
        "identifiers", Prefetch("findings", current.order_by("duty", "year"))
    )
    return get_object_or_404(found, pk=number)


def _seen(request: HttpRequest) -> QuerySet[Building]:
    actor = actor_for(request, "see_buildings")
    return Building.objects.visible_to(actor).select_related("area", "owner", "manager")
