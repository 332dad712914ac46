"""What the articles of the energy-saving regulations share: days, parties, terms, fines.

Article numbers and amounts were read in a stored copy of the official text (State Council order 530
of 1 August 2008). Where the text states no number, none is given and no fine is suggested.
"""

from __future__ import annotations

from datetime import date

from .. import vocabulary as fact
from ..language import (
    Authority,
    Bearer,
    Clock,
    Condition,
    Duty,
    Fine,
    Instrument,
    Measure,
    Recorded,
    Span,
    Subject,
    Term,
    Text,
)

CODE = "energy-2008"
IN_FORCE = Span(date(2008, 10, 1))
INSTRUMENT = Instrument(
    CODE,
    Text("民用建筑节能条例", "Regulations on Energy Conservation of Civil Buildings"),
    IN_FORCE,
    (
        Text("总则", "General provisions"),
        Text("新建建筑节能", "New buildings"),
        Text("既有建筑节能", "Existing buildings"),
        Text("建筑用能系统运行节能", "Running the energy systems"),
        Text("法律责任", "Legal liability"),
        Text("附则", "Supplementary provisions"),
    ),
)
HOUSING = (Authority.MUNICIPAL_HOUSING, Authority.DISTRICT_HOUSING)
PLANNING = (Authority.MUNICIPAL_PLANNING, Authority.DISTRICT_PLANNING)
YUAN = 100
"""Fines are whole fen."""
LARGE = 20_000 * 100
"""20,000 m² in the scale of `floor_area` (Article 21)."""

built_since = fact.completed_on >= IN_FORCE.first.toordinal()
"""The chapter on new buildings binds what was completed since the regulations are in force."""
large_public = Term(
    Text("属于大型公共建筑", "it is a large public building"),
    Text("不属于大型公共建筑", "it is not a large public building"),
    Recorded("large_public_recorded", fact.public & (fact.floor_area >= LARGE)),
)
labelled_class = Term(
    Text(
        "属于国家机关办公建筑或大型公共建筑",
        "it is a state-organ office or a large public building",
    ),
    Text(
        "不属于国家机关办公建筑或大型公共建筑",
        "it is neither a state-organ office nor a large public building",
    ),
    large_public | fact.state_organ_office,
)

QUALIFICATION = Measure(
    Text(
        "情节严重的，责令停业整顿，降低资质等级或者吊销资质证书",
        "in grave cases: suspension of business, a lower qualification or its revocation",
    ),
    (Authority.LICENSING,),
)
LOWER_OR_REVOKE = Measure(
    Text(
        "情节严重的，降低资质等级或者吊销资质证书",
        "in grave cases: a lower qualification or its revocation",
    ),
    (Authority.LICENSING,),
)


def fine(
    article: str,
    low: int,
    high: int,
    *,
    cure_first: bool = False,
    base: str | None = None,
    grave: tuple[Measure, ...] = (),
) -> Fine:
    """A fine of these regulations: imposed by the housing authority, none for persons.

    `low` and `high` are fen, or with a `base` basis points of it.
    """
    return Fine(article, low, high, HOUSING, cure_first, base=base, grave=grave)


def duty(
    id: str,
    article: str,
    subject: Subject,
    bearers: tuple[Bearer, ...],
    text: Text,
    applies: Condition,
    requires: Condition,
    remedy: Text | None = None,
    *,
    authorities: tuple[Authority, ...] = HOUSING,
    breach: Fine | None = None,
    leans_on: tuple[str, ...] = (),
    clock: Clock | None = None,
) -> Duty:
    """A duty of these regulations, in force since their first day."""
    return Duty(
        id,
        article,
        subject,
        bearers,
        text,
        applies,
        requires,
        IN_FORCE,
        breach=breach,
        remedy=remedy,
        leans_on=leans_on,
        authorities=authorities,
        clock=clock,
        instrument=CODE,
    )
