"""What the mechanisms of the Jinzhou practice share: instruments, days in force, parties.

The practice is known from the city's own report (mechanisms B1 to B11). It rests on the Liaoning
regulations on green buildings, of which no article and no fine is on file, and on the national
energy-saving regulations, which alone supply fines.
"""

from __future__ import annotations

from datetime import date

from ..language import (
    Authority,
    Bearer,
    Clock,
    Condition,
    Duty,
    Instrument,
    Span,
    Subject,
    Text,
)

IN_FORCE = Span(date(2019, 2, 1))
"""The first day of the Liaoning regulations that the gates rest on."""
PRACTICE = Instrument(
    "jinzhou-practice",
    Text("锦州市绿色建筑监督管理做法", "Jinzhou's supervision of green buildings"),
    IN_FORCE,
    (
        Text("事前、事中、事后把关", "Gates before, during and after construction"),
        Text("监督检查", "Supervision and inspection"),
        Text("资金、培训与统计", "Funds, training and statistics"),
    ),
)
PROVINCE = Instrument(
    "liaoning-2019",
    Text("辽宁省绿色建筑条例", "Regulations of Liaoning Province on Green Buildings"),
    IN_FORCE,
)
HOUSING = (Authority.MUNICIPAL_HOUSING, Authority.DISTRICT_HOUSING)
OFFICE = (Bearer.AUTHORITY,)


def duty(
    id: str,
    subject: Subject,
    bearers: tuple[Bearer, ...],
    text: Text,
    applies: Condition,
    requires: Condition,
    remedy: Text,
    *,
    clock: Clock | None = None,
    leans_on: tuple[str, ...] = (),
    authorities: tuple[Authority, ...] = HOUSING,
) -> Duty:
    """A duty of the practice; its mechanism is the part of the id before the dot."""
    return Duty(
        id,
        id.split(".")[0],
        subject,
        bearers,
        text,
        applies,
        requires,
        IN_FORCE,
        remedy=remedy,
        leans_on=leans_on,
        authorities=authorities,
        clock=clock,
    )
