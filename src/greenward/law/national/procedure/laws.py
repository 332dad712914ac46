"""The laws of procedure, how each of them counts days, and the form one step of procedure takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from ...language import Bearer, Count, Instrument, Period, Span, Text

Evidence = Literal["P", "S", "S1", "M"]
"""Classes as in the standards: read in its text, repeated by several, by one, from memory."""

WORKING_IN_PENALTY_LAW = (2, 3, 5, 7)
"""Article 85: these numbers of days are working days, all others calendar days."""
WORKING_IN_COMPULSION_LAW = 10
"""Article 69: up to ten days are working days."""


def instrument(code: str, zh: str, en: str, first: date) -> Instrument:
    return Instrument(code, Text(zh, en), Span(first))


PENALTY = instrument(
    "cn-penalty-2021", "行政处罚法", "Administrative Penalty Law", date(2021, 7, 15)
)
COMPULSION = instrument(
    "cn-compulsion-2012", "行政强制法", "Administrative Compulsion Law", date(2012, 1, 1)
)
RECONSIDERATION = instrument(
    "cn-reconsideration-2024", "行政复议法", "Administrative Reconsideration Law", date(2024, 1, 1)
)
LITIGATION = instrument(
    "cn-litigation-2015", "行政诉讼法", "Administrative Litigation Law", date(2015, 5, 1)
)
CIVIL = instrument("cn-civil-procedure-2022", "民事诉讼法", "Civil Procedure Law", date(2022, 1, 1))
DISCLOSURE = instrument(
    "cn-disclosure-2019",
    "政府信息公开条例",
    "Regulations on Open Government Information",
    date(2019, 5, 15),
)
PUBLICATION = instrument(
    "cn-three-systems-2018",
    "国务院办公厅关于全面推行行政执法公示制度等三项制度的指导意见",
    "Guiding opinion on the publication of administrative enforcement",
    date(2018, 12, 5),
)
REPAIR = instrument(
    "cn-credit-repair-2026",
    "信用修复管理办法",
    "Measures for the Management of Credit Repair",
    date(2026, 4, 1),
)
LICENSING = instrument(
    "cn-licensing-2019", "行政许可法", "Administrative Licensing Law", date(2019, 4, 23)
)
INSTRUMENTS = (
    LICENSING,
    PENALTY,
    COMPULSION,
    RECONSIDERATION,
    LITIGATION,
    CIVIL,
    DISCLOSURE,
    PUBLICATION,
    REPAIR,
)


class Side(StrEnum):
    """On which side of its period a step is taken."""

    WITHIN = "within"
    """Up to the last day after the event."""
    BEFORE = "before"
    """At least so long before the event."""
    AFTER = "after"
    """Only once the period after the event has passed."""


@dataclass(frozen=True)
class Procedure:
    """One step: what is done, under which article, from which event, and how long it may take.

    Without a period the text gives no number; `entered` says that the officer must then enter
    one, otherwise it is asked promptly or at the event itself. `longer` is what it may be extended
    by. `who` is the party bound or entitled.
    """

    id: str
    law: Instrument
    article: str
    title: Text
    rule: Text
    event: Text
    who: Bearer | Literal["party", "court", "platform"]
    period: Period | None
    evidence: Evidence
    side: Side = Side.WITHIN
    longer: Period | None = None
    entered: bool = False
    note: Text | None = None

    @property
    def verified(self) -> bool:
        """Read in the text itself; anything else is a proposal until an official confirms it."""
        return self.evidence == "P"

    @property
    def source(self) -> Text:
        if not self.article:
            return self.law.title
        return Text(
            f"{self.law.title.zh}第{self.article}条",
            f"{self.law.title.en}, Article {self.article}",
        )


def days_of_penalty_law(length: int) -> Period:
    """So many days as the Penalty Law counts them (Article 85)."""
    working = length in WORKING_IN_PENALTY_LAW
    return Period(length, Count.WORKING_DAYS if working else Count.CALENDAR_DAYS)


def days_of_compulsion_law(length: int) -> Period:
    """So many days as the Compulsion Law counts them (Article 69)."""
    working = length <= WORKING_IN_COMPULSION_LAW
    return Period(length, Count.WORKING_DAYS if working else Count.CALENDAR_DAYS)


def working(length: int) -> Period:
    return Period(length, Count.WORKING_DAYS)
