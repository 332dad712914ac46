"""The gates of Jinzhou, before, during and after construction (B1, B2, B3, B5).

Drawing certificate, construction permit, acceptance filing. The drawing gate and the acceptance
filing are for every civil building; review and filing, and the permit's grounds on green building,
only for projects in the key implementation scope.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import (
    Authority,
    Bearer,
    Clock,
    Condition,
    Count,
    Gate,
    Ground,
    Period,
    Subject,
    Text,
    passed,
)
from ..national.gates import drawing_ground
from ..national.terms import CODE as ENERGY
from .terms import HOUSING, IN_FORCE, duty

FILING_DAYS = 15
"""Quality regulations, Article 49: the filing is asked for in fifteen days of passing."""

civil = fact.civil_project
key = civil & fact.in_key_scope
DEVELOPER = (Bearer.DEVELOPER,)


def _ground(
    id: str,
    text: tuple[str, str],
    requires: Condition,
    remedy: tuple[str, str],
    *,
    applies: Condition = civil,
    article: str = "",
    instrument: str = "",
) -> Ground:
    """A ground; its article is the part of the id before the dot unless another is given."""
    number = article or id.split(".")[0]
    return Ground(id, number, Text(*text), requires, applies, instrument, Text(*remedy))


def _gate(
    id: str,
    article: str,
    title: tuple[str, str],
    authorities: tuple[Authority, ...],
    *grounds: Ground,
    early: bool = False,
) -> Gate:
    return Gate(
        id,
        article,
        Subject.PROJECT,
        Text(*title),
        DEVELOPER,
        authorities,
        grounds,
        IN_FORCE,
        early=early,
    )


GATES = (
    _gate(
        "drawing_certificate",
        "B1",
        ("施工图审查合格证书", "drawing review certificate"),
        (Authority.DRAWING_REVIEW,),
        _ground(
            "B1.design",
            ("项目按绿色建筑标准设计", "designed to the green-building standard"),
            fact.green_designed,
            ("按绿色建筑标准修改设计。", "Amend the design to the green-building standard."),
        ),
        drawing_ground("B1.energy"),
    ),
    _gate(
        "green_review_filing",
        "B2",
        ("绿色建筑审查备案", "filing of the green-building review"),
        HOUSING,
        _ground(
            "B2.review",
            ("项目通过绿色建筑审查", "the green-building review was passed"),
            fact.green_review_passed,
            ("通过绿色建筑审查后再备案。", "Pass the green-building review, then file."),
            applies=key,
        ),
    ),
    _gate(
        "construction_permit",
        "B3",
        ("施工许可", "construction permit"),
        HOUSING,
        _ground(
            "B3.drawings",
            ("已取得施工图审查合格证书", "the drawing review certificate was granted"),
            passed("drawing_certificate"),
            ("取得施工图审查合格证书。", "Obtain the drawing review certificate."),
            article="13",
            instrument=ENERGY,
        ),
        _ground(
            "B3.planning",
            ("项目按绿色建筑标准规划", "planned to the green-building standard"),
            fact.green_planned,
            ("按绿色建筑标准修改规划方案。", "Amend the planning scheme."),
            applies=key,
        ),
        _ground(
            "B3.design",
            ("项目按绿色建筑标准设计", "designed to the green-building standard"),
            fact.green_designed,
            ("按绿色建筑标准修改设计。", "Amend the design to the green-building standard."),
            applies=key,
        ),
        _ground(
            "B3.filing",
            ("绿色建筑审查已备案", "the green-building review was filed"),
            passed("green_review_filing"),
            ("办理绿色建筑审查备案。", "File the green-building review."),
            applies=key,
        ),
        early=True,
    ),
    _gate(
        "acceptance_filing",
        "B5",
        ("竣工验收备案", "filing of the completion acceptance"),
        HOUSING,
        _ground(
            "B5.permit",
            ("项目取得了施工许可", "the project was built under a construction permit"),
            passed("construction_permit"),
            ("先办理施工许可。", "Obtain the construction permit."),
            article="B3",
        ),
        _ground(
            "B5.acceptance",
            ("竣工验收合格", "completion acceptance was passed"),
            passed("completion_acceptance"),
            ("通过竣工验收。", "Pass completion acceptance."),
            article="17",
            instrument=ENERGY,
        ),
        _ground(
            "B5.green",
            ("项目达到绿色建筑验收要求", "the green-building acceptance requirements are met"),
            fact.green_acceptance_met,
            ("整改后重新进行绿色建筑验收。", "Correct and have the green acceptance done anew."),
        ),
    ),
)

DUTIES = (
    duty(
        "B2.1",
        Subject.PROJECT,
        DEVELOPER,
        Text(
            "重点实施范围内的项目通过绿色建筑审查并备案。",
            "A project in the key scope passes the green-building review and has it filed.",
        ),
        key,
        fact.green_review_passed & passed("green_review_filing"),
        Text("通过审查并办理备案。", "Pass the review and file it."),
    ),
    duty(
        "B5.1",
        Subject.PROJECT,
        DEVELOPER,
        Text(
            "竣工验收合格之日起十五日内申请备案。",
            "The filing is applied for within fifteen days of passing completion acceptance.",
        ),
        civil & passed("completion_acceptance"),
        fact.acceptance_filing_asked
        & (fact.filing_asked_on <= fact.completion_passed_on + FILING_DAYS),
        Text("提交备案申请。", "Apply for the filing."),
        clock=Clock(
            Text("竣工验收合格", "passing completion acceptance"),
            Period(FILING_DAYS, Count.CALENDAR_DAYS),
        ),
    ),
)
