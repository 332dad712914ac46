"""What a paper of the handover states, fact by fact as the law asks it (Article 18, second paragraph;
Regulations on Energy Conservation of Civil Buildings, Articles 22 and 23).

A paper states something when the field that holds it has content. Which of this a paper must state is
asked of the edition: a paper is complete when nothing the law asks of it is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from greenward.bureau.construction.law import Law
from greenward.bureau.construction.models import Project
from greenward.law.language import FactEntry, Subject, facts_of
from greenward.law.warranty import Finding, Length, Part, compare

from .indicators import KINDS, Kind
from .known import Known, known
from .models import Equipment, Indicator, PaperKind, Particulars, Warranty

Value = bool | int


@dataclass(frozen=True)
class Material:
    """All that the papers of one project are made of."""

    known: Known
    particulars: Particulars
    warranties: Mapping[Part, Length]
    indicators: tuple[tuple[Kind, str], ...]
    equipment: tuple[Equipment, ...]
    on: date
    """The day whose warranty floors count: that of the acceptance, until then today."""

    @property
    def floors(self) -> tuple[Finding, ...]:
        """Every warranty floor beside the stated period; insulation only where there is some."""
        found = compare(self.warranties, self.on, self.particulars.design_life)
        bare = self.particulars.insulated is False
        return tuple(f for f in found if not (bare and f.floor.part is Part.INSULATION))

    @property
    def energy(self) -> tuple[tuple[Kind, str], ...]:
        return tuple((kind, value) for kind, value in self.indicators if kind.energy)


def material(project: Project) -> Material:
    """What is known and entered of a project: three queries."""
    facts = known(project)
    entered = _entered(project)
    return Material(
        facts,
        particulars_of(project),
        {Part(one.part): one.length for one in entered[Warranty]},
        tuple((KINDS[one.name], one.value) for one in entered[Indicator] if one.name in KINDS),
        tuple(entered[Equipment]),
        facts.accepted_on or timezone.localdate(),
    )


def particulars_of(project: Project) -> Particulars:
    """The particulars of a project; empty ones, not yet stored, where nothing was entered."""
    return getattr(project, "particulars", None) or Particulars(project=project)


def _entered(project: Project) -> dict[type[Model], list[Any]]:
    """The rows of the small tables of a project, one query for all of them."""
    lists = {
        model.__name__: ArraySubquery(_rows(model)) for model in (Warranty, Indicator, Equipment)
    }
    found = Project.objects.filter(pk=project.pk).values(**lists).get()
    return {
        model: [model(**row) for row in found[model.__name__]]
        for model in (Warranty, Indicator, Equipment)
    }


def _rows(model: type[Model]) -> QuerySet[Any, Any]:
    columns = {field.attname: field.attname for field in model._meta.concrete_fields}
    own = model._default_manager.filter(project=OuterRef("pk"))
    return own.values(row=JSONObject(**columns))


def _text(name: str) -> Callable[[Material], bool]:
    return lambda given: bool(getattr(given.particulars, name).strip())


def _states_periods(given: Material) -> bool:
    return all(found.stated is not None for found in given.floors)


def _tells_energy(given: Material) -> bool:
    insulated = given.particulars.insulated
    warranted = insulated is False or Part.INSULATION in given.warranties
    texts = given.particulars.measures.strip() and given.particulars.protection.strip()
    return bool(given.energy and texts and warranted)


def _says_use(given: Material) -> bool:
    return _text("use")(given) or (
        bool(given.equipment) and all(one.use.strip() for one in given.equipment)
    )


STATES: dict[PaperKind, dict[str, Callable[[Material], bool]]] = {
    PaperKind.GUARANTEE: {
        "guarantee_states_star": lambda given: given.known.star is not None,
        "guarantee_states_indicators": lambda given: bool(given.indicators),
        "guarantee_states_scope": _text("scope"),
        "guarantee_states_periods": _states_periods,
        "guarantee_states_other_duties": _text("other_duties"),
        "guarantee_states_liability": _text("liability"),
        "energy_facts_in_guarantee": _tells_energy,
    },
    PaperKind.MANUAL: {
        "manual_states_performance": lambda given: bool(given.indicators),
        "manual_states_measures": _text("measures"),
        "manual_states_equipment": lambda given: bool(given.equipment),
        "manual_states_use": _says_use,
        "energy_facts_in_manual": _tells_energy,
    },
    PaperKind.ACCEPTANCE: {},
    PaperKind.GUIDE: {},
}
"""What each paper may state, by the law's fact, and when it does."""

ENTERED_AT = {
    "guarantee_states_indicators": "operation:indicators",
    "manual_states_performance": "operation:indicators",
    "manual_states_equipment": "operation:equipment",
}
"""The page where what a fact needs is entered, where it is not that of the particulars."""
PARTICULARS = "operation:particulars"


def asked(law: Law) -> frozenset[str]:
    """The facts the law of a place asks about handovers and sales."""
    duties = law.edition.duties
    rules = (rule for rule in duties if rule.subject in (Subject.HANDOVER, Subject.SALE))
    return frozenset(name for rule in rules for name in facts_of(rule))


def stated(kind: PaperKind, given: Material) -> dict[str, Value]:
    """The facts a paper made of some material states or fails to state."""
    facts: dict[str, Value] = {name: states(given) for name, states in STATES[kind].items()}
    length = given.warranties.get(Part.INSULATION)
    if kind is PaperKind.GUARANTEE and length is not None and length.months is not None:
        facts["insulation_warranty"] = length.months
    return facts


def missing(law: Law, kind: PaperKind, given: Material) -> tuple[FactEntry, ...]:
    """What the law of the place asks of a paper and it does not state yet."""
    wanted = asked(law)
    return tuple(
        law.entry(name)
        for name, holds in STATES[kind].items()
        if name in wanted and not holds(given)
    )
