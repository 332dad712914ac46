"""Who decides a gate: the offices that work in this system, by the authorities the law names.

A gate whose authority works elsewhere is recorded with number, day and document. One that names no
authority is the parties' own to pass: an assessment, an acceptance.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.law.language import Authority, Gate, Subject


@dataclass(frozen=True)
class Office:
    """One way a gate is decided. `kind` is its kind of matter; `decider` who grants and refuses."""

    name: str
    code: str
    decider: Role | PartyRole
    opens: str = "apply"
    accepts: bool = False
    """Whether a file is first found complete (Administrative Licensing Law, Article 32)."""
    drops: str = "take_back_application"
    """The act by which whoever began it gives it up."""

    @property
    def kind(self) -> str:
        return f"{self.name}_application"

    def act(self, verb: str) -> str:
        return f"{verb}_{self.name}"

    @property
    def is_own(self) -> bool:
        """Whether the parties pass its gates among themselves."""
        return self.decider is PartyRole.DEVELOPER

    def is_decided_by(self, roles: Container[PartyRole]) -> bool:
        """Whether the parties of these roles have it before them: the parties' own, or a reviewer's."""
        return self.is_own or self.decider in roles


LAND = Office("land", "YD", Role.PLANNING, opens="begin_land", drops="drop_land")
PLANNING = Office("planning", "GH", Role.PLANNING, accepts=True)
HOUSING = Office("housing", "ZJ", Role.OFFICER, accepts=True)
DRAWING = Office("drawing", "ST", PartyRole.DRAWING_REVIEWER)
OWN = Office("own", "YS", PartyRole.DEVELOPER)
OFFICES = (LAND, PLANNING, HOUSING, DRAWING, OWN)

_OF = {
    Authority.MUNICIPAL_PLANNING: PLANNING,
    Authority.DISTRICT_PLANNING: PLANNING,
    Authority.MUNICIPAL_HOUSING: HOUSING,
    Authority.DISTRICT_HOUSING: HOUSING,
    Authority.DRAWING_REVIEW: DRAWING,
}


def office_of(gate: Gate) -> Office | None:
    """Who decides a gate here; None where it is only recorded as another authority decided it."""
    if gate.subject is Subject.PLOT:
        return LAND
    if not gate.authorities:
        return OWN
    return next((_OF[a] for a in gate.authorities if a in _OF), None)


def of_kind(kind: str) -> Office:
    return next(office for office in OFFICES if office.kind == kind)
