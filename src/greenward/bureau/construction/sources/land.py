"""What the papers of a plot say to the law (Articles 6 and 12): a paper that is on record without a star
notes none; one that is not on record is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from greenward.law.language import Subject

from ..facts import Source, Value, register
from ..models.land import LandConditions, LandDocument
from .register import PUBLIC, scaled

FACTS = frozenset(
    {
        "land_conditions_issued", "land_conditions_issued_on", "control_plan_green",
        "conditions_state_star", "conditions_state_prefab",
        "land_document_notes_star", "land_document_notes_prefab", "land_star",
        "public", "floor_area", "state_organ_office",
    }
)  # fmt: skip


def plots(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The facts of plots: two queries. The star of the land terms is that of the contract or decision,
    and until there is one that of the conditions."""
    found: dict[int, dict[str, Value]] = {}
    for row in LandConditions.objects.filter(plot__in=keys, ended_at=None):
        found[row.plot_id] = _conditions(row)
    for paper in LandDocument.objects.filter(plot__in=keys, ended_at=None):
        found[paper.plot_id] = found.get(paper.plot_id, {}) | _document(paper)
    return found


def _conditions(row: LandConditions) -> dict[str, Value]:
    return {
        "land_conditions_issued": True,
        "land_conditions_issued_on": row.day.toordinal(),
        "control_plan_green": row.takes_up_special_plan,
        "conditions_state_star": row.star is not None,
        "conditions_state_prefab": row.states_industrialised,
        "land_star": row.star,
        "public": row.function in PUBLIC,
        "floor_area": scaled(row.largest_area, 100),
        "state_organ_office": row.state_organ_office,
    }


def _document(row: LandDocument) -> dict[str, Value]:
    return {
        "land_document_notes_star": row.star is not None,
        "land_document_notes_prefab": row.states_industrialised,
        "land_star": row.star,
    }


register(
    Source("land", _("papers of the plot"), FACTS, plots, Subject.PLOT, url="construction:land")
)
