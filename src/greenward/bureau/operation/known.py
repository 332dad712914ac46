"""What the system knows of a project already and the papers of its handover repeat: the star, who
built it, what was tested (Article 18). Nothing of this is entered a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters.parties import present
from greenward.bureau.construction.models import Project
from greenward.law.language import Text
from greenward.law.star_chain import STATED
from greenward.law.vocabulary.entering import ENTRIES

TESTED = ("indoor_air_conforms", "sound_tests_conform", "green_acceptance_met")
"""Facts of the project that tell how it did in the tests and the acceptance."""
BUILDERS = (
    PartyRole.DEVELOPER,
    PartyRole.DESIGNER,
    PartyRole.CONTRACTOR,
    PartyRole.SUPERVISOR,
    PartyRole.EVALUATOR,
)


@dataclass(frozen=True)
class Known:
    """`star` as the latest step of the course states it, None while none does."""

    star: int | None
    parties: tuple[tuple[PartyRole, str], ...]
    tests: tuple[Text, ...]
    accepted_on: date | None


def known(project: Project) -> Known:
    """What the records of the course say: one query."""
    found = project.facts
    rows = (row for row in present(project.matter) if row.organisation is not None)
    by_role = {PartyRole(row.role): row.organisation.name for row in rows}
    return Known(
        star=star_of(project),
        parties=tuple((role, by_role[role]) for role in BUILDERS if role in by_role),
        tests=tuple(ENTRIES[name].label for name in TESTED if found.get(name)),
        accepted_on=_day(found.get("completion_passed_on")),
    )


def star_of(project: Project) -> int | None:
    """The star of the last step of the course that states one."""
    facts = (project.facts.get(fact.name) for _name, _article, _text, fact in reversed(STATED))
    return next((value for value in facts if value is not None), None)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
