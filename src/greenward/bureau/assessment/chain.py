"""Which duties of an edition measure energy against a limit, and which classes of building it names.

The screens of Article 32 ask the edition itself instead of naming duties, so that another city's
law with other numbers is shown by the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.standards.editions import edition as law_of
from greenward.law.language import (
    All,
    Bearer,
    Condition,
    Duty,
    Edition,
    Flag,
    Not,
    Recorded,
    Some,
    Term,
    facts_of,
)

FIGURE, LIMIT = "eui", "constraint_value"
MEAN = ("mean_constraint", "mean_guiding")

SHORT_NAMES: dict[str, str | Promise] = {
    "energy_retrofit_done": _("energy retrofit"),
    "audit_done": _("energy audit and measures"),
    "mean_guiding": _("energy of a new building"),
    LIMIT: _("energy limit"),
    "energy_reported": _("energy data"),
    "submeters_installed": _("sub-metering"),
    "metering_operating": _("metering in operation"),
    "data_transmitted": _("monitoring data"),
    "renovation_star": _("star after renovation"),
    "star": _("green-building star"),
}
"""What a duty is called on a chip, by a fact it requires; the first that fits is taken. Any other
duty is called by the title of its article."""

OF_THE_BUILDING = frozenset(
    {
        Bearer.OWNER,
        Bearer.RIGHT_HOLDER,
        Bearer.USER,
        Bearer.PROPERTY_COMPANY,
        Bearer.SERVICE_PROVIDER,
        Bearer.FRANCHISED_OPERATOR,
        Bearer.OPERATOR,
        Bearer.DEVELOPER,
    }
)
"""Who answers for a building: what binds none of them is nothing the building owes."""

CLASS_NAMES: dict[str, str | Promise] = {
    "large_public_recorded": _("large public buildings"),
    "state_organ_office": _("offices of state organs"),
    "fiscal_recorded": _("public buildings with fiscal money"),
}
"""What a class of building is called, by the fact that can establish it alone."""


@dataclass(frozen=True)
class BuildingClass:
    """A class of building the law names, with the condition that decides it."""

    key: str
    label: str | Promise
    condition: Condition


@dataclass(frozen=True)
class Chain:
    """The energy duties of an edition by what they require; "" where it has none.

    `limit` holds the figure to the constraint value, `mean` to the mean of constraint and guiding
    value, `audit` and `retrofit` are what follows when it is exceeded. `classes` are the classes
    of building that `limit` binds.
    """

    limit: str
    mean: str
    audit: str
    retrofit: str
    classes: tuple[BuildingClass, ...]


@lru_cache(maxsize=16)
def chain_of(hash: str) -> Chain:
    """The energy chain of an edition."""
    law = law_of(hash)
    limit = _requiring(law, FIGURE, LIMIT)
    return Chain(
        limit=limit.id if limit else "",
        mean=_id(_requiring(law, FIGURE, *MEAN)),
        audit=_id(_requiring(law, "audit_done")),
        retrofit=_id(_requiring(law, "energy_retrofit_done")),
        classes=tuple(_classes(limit.applies)) if limit else (),
    )


def short_name(duty: Duty, hash: str) -> str:
    """What a duty of an edition is about in a word or two: *energy retrofit*, *house sales*."""
    return _short_names(hash, get_language() or "zh")[duty.id]


@lru_cache(maxsize=32)
def _short_names(hash: str, lang: str) -> dict[str, str]:
    law = law_of(hash)
    titles = {(a.instrument, a.number): a.title.in_(lang) for a in law.articles}
    return {duty.id: _short_name(duty, titles) for duty in law.duties}


def _short_name(duty: Duty, titles: dict[tuple[str, str], str]) -> str:
    asked = set(facts_of(duty.requires))
    for name, label in SHORT_NAMES.items():
        if name in asked:
            return str(label)
    title = titles.get((duty.instrument, duty.article.split(".")[0]))
    return title or str(_("Article %(article)s") % {"article": duty.article})


def of_others(duty: Duty) -> bool:
    """Whether the duty is asked of others than those who answer for the building: authorities,
    suppliers, agencies (Articles 23, 26, 37)."""
    return OF_THE_BUILDING.isdisjoint(duty.bearers)


def _requiring(law: Edition, *facts: str) -> Duty | None:
    found = (duty for duty in law.duties if set(facts) <= set(facts_of(duty.requires)))
    return next(found, None)


def _id(duty: Duty | None) -> str:
    return duty.id if duty else ""


def _classes(applies: Condition) -> Iterator[BuildingClass]:
    """The alternatives by which a duty comes to bind: each is a class with a name."""
    for node in _walk(applies):
        if isinstance(node, Some):
            for part in node.parts:
                key = facts_of(part)[0]
                label: Any = CLASS_NAMES.get(key)
                yield BuildingClass(key, label or key, part)
            return


def _walk(node: Condition) -> Iterator[Condition]:
    """A condition and the parts that define it, but not what an alternative is made of."""
    yield node
    match node:
        case All(parts):
            for part in parts:
                yield from _walk(part)
        case Not(part) | Term(_, _, part):
            yield from _walk(part)
        case Recorded() | Flag() | Some():
            return
