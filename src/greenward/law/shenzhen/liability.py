"""Chapter VI, legal liability: the form every fine of Articles 48 to 58 takes, and what the
authorities owe after a punishment (Articles 59 to 61).

The fines stand on the duties they punish, in chapters II to IV. Who may fine is the housing authority of the city or the district unless an article says
otherwise; whoever fines an entity fines the persons directly responsible as well (Article 58),
one to five per cent of what the entity was actually fined.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Authority, Clock, Fine, Measure, Text, fine_imposed
from .general import HOUSING as HOUSING
from .general import housing, of_authority
from .liability_articles import ARTICLES as ARTICLES

YUAN = 100
"""Fines are whole fen."""


def fine(
    duty_id: str,
    article: str,
    low: int,
    high: int,
    *,
    cure_first: bool,
    base: str | None = None,
    per: int = 10_000,
    authorities: tuple[Authority, ...] = HOUSING,
    extras: tuple[Text, ...] = (),
    grave: tuple[Measure, ...] = (),
) -> Fine:
    """The fine of an entity for a breach of one duty, and of the persons responsible for it.

    `low` and `high` are fen, or with a `base` shares of it in 1/`per` (basis points).
    """
    persons = Fine(
        "58", 100, 500, authorities=authorities, cure_first=False, base=fine_imposed(duty_id)
    )
    return Fine(
        article,
        low,
        high,
        authorities=authorities,
        cure_first=cure_first,
        base=base,
        per=per,
        extras=extras,
        grave=grave,
        persons=persons,
    )


PUNISHED = Text("作出处罚决定", "a penalty is decided")
punished = housing & (fact.punished_parties >= 1)
"""A housing authority in a year in which it punished someone under the regulation."""

DUTIES = (
    of_authority(
        "59.1",
        "59",
        HOUSING,
        Text(
            "住房建设主管部门把单位和个人受到的每项处罚记为不良行为。",
            "The housing authority records every punishment of an entity or individual as bad conduct.",
        ),
        punished,
        fact.punished_recorded >= fact.punished_parties,
        Text("把漏记的处罚补记为不良行为。", "Record the punishments that were left out."),
        clock=Clock(PUNISHED),
    ),
    of_authority(
        "59.2",
        "59",
        HOUSING,
        Text(
            "住房建设主管部门向社会公示每项处罚，个人信息去标识。",
            "The housing authority publishes every punishment, individuals in de-identified form.",
        ),
        punished,
        fact.punished_published >= fact.punished_parties,
        Text("公示漏公示的处罚。", "Publish the punishments that were left out."),
        clock=Clock(PUNISHED),
        leans_on=("59.1",),
    ),
    of_authority(
        "60.1.1",
        "60.1",
        HOUSING,
        Text(
            "住房建设主管部门建立诚信档案，载入守法和履行社会责任的情况。",
            "The housing authority keeps integrity archives of compliance and social responsibility.",
        ),
        housing,
        fact.archive_kept,
        Text("建立诚信档案并补入信息。", "Set up the archive and enter what is missing."),
    ),
    of_authority(
        "60.1.2",
        "60.1",
        HOUSING,
        Text(
            "住房建设主管部门向社会公开诚信档案。",
            "The housing authority opens the integrity archives to the public.",
        ),
        housing,
        fact.archive_public,
        Text("公开诚信档案。", "Open the archive to the public."),
        leans_on=("60.1.1",),
    ),
    of_authority(
        "60.2",
        "60.2",
        HOUSING,
        Text(
            "诚信信息纳入本市建筑市场主体的信用管理系统。",
            "Integrity information enters the credit system of the city's construction market.",
        ),
        housing,
        fact.credit_system_fed,
        Text("向信用管理系统报送诚信信息。", "Send the information to the credit system."),
        leans_on=("60.1.1",),
    ),
    of_authority(
        "61",
        "61",
        (Authority.DEPARTMENTS,),
        Text(
            "部门查明每项逾期未履行的法定职责由谁负责，并依法处理。",
            "The department looks into each statutory duty that fell overdue, who answers for it, and"
            " deals with it.",
        ),
        fact.authority_overdue >= 1,
        fact.overdue_answered >= fact.authority_overdue,
        Text("逐项查明逾期职责并登记处理结果。", "Look into each and record what followed."),
        clock=Clock(Text("法定职责逾期", "a statutory duty falls overdue")),
    ),
)
