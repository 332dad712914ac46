"""What the project's own row says of it for the law (Articles 2, 6, 17, 27, 32)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from greenward.bureau.registry.models import Function
from greenward.law.language import Subject

from ..facts import Source, Value, register
from ..models import Project

CIVIL = frozenset(set(Function) - {Function.INDUSTRIAL})
PUBLIC = CIVIL - {Function.RESIDENTIAL}


def projects(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    rows = Project.objects.filter(pk__in=keys).only(
        "new_construction", "function", "floor_area", "state_organ_office", "fiscal_share",
        "investment_fen",
    )  # fmt: skip
    return {row.pk: _facts(row) for row in rows}


def _facts(row: Project) -> dict[str, Value]:
    return {
        "in_city": True,
        "new_construction": row.new_construction,
        "alteration": not row.new_construction,
        "public": row.function in PUBLIC,
        "dwelling": row.function == Function.RESIDENTIAL,
        "civil_project": row.function in CIVIL,
        "floor_area": scaled(row.floor_area, 100),
        "state_organ_office": row.state_organ_office,
        "fiscal_share": scaled(row.fiscal_share, 10_000),
        "project_investment": row.investment_fen,
    }


def scaled(value: Decimal | None, scale: int) -> int | None:
    """A decimal of a column in whole units; the columns hold no more places than the scale."""
    return None if value is None else int(value * scale)


register(
    Source(
        "register",
        _("the project's particulars"),
        frozenset(
            {
                "in_city", "new_construction", "alteration", "public", "dwelling", "civil_project",
                "floor_area", "state_organ_office", "fiscal_share", "project_investment",
            }
        ),
        projects,
        of_row=True,
    )
)  # fmt: skip
register(
    Source(
        "plot",
        _("the plot's particulars"),
        frozenset({"in_city"}),
        lambda keys: {key: {"in_city": True} for key in keys},
        Subject.PLOT,
        of_row=True,
    )
)
