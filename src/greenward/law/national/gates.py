"""Gates of the energy-saving regulations: planning permit, pass report (Articles 12, 17).

Article 13 is a ground of the city's own permit or certificate: a city takes `drawing_ground`.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Bearer, Gate, Ground, Subject, Text
from .terms import CODE, IN_FORCE, PLANNING

civil = fact.civil_project

GATES = (
    Gate(
        "planning_permit",
        "12.3",
        Subject.PROJECT,
        Text("建设工程规划许可", "planning permit"),
        (Bearer.DEVELOPER,),
        PLANNING,
        (
            Ground(
                "N12.2.opinion",
                "12.2",
                Text("已征得节能意见", "the energy opinion was given"),
                fact.energy_opinion_given,
                applies=civil,
                instrument=CODE,
                remedy=Text("等候住房建设主管部门意见。", "Wait for the housing authority."),
            ),
            Ground(
                "N12.3.scheme",
                "12.3",
                Text("设计方案符合节能强制性标准", "the scheme meets the energy standards"),
                fact.scheme_meets_energy_standards,
                applies=civil,
                instrument=CODE,
                remedy=Text("修改设计方案。", "Amend the design scheme."),
            ),
        ),
        IN_FORCE,
        instrument=CODE,
    ),
    Gate(
        "completion_acceptance",
        "17",
        Subject.PROJECT,
        Text("竣工验收合格报告", "pass report of completion acceptance"),
        (Bearer.DEVELOPER,),
        (),
        (
            Ground(
                "N17.check",
                "17",
                Text("已查验节能强制性标准", "the energy standards were checked"),
                fact.energy_checked_at_completion,
                applies=civil,
                instrument=CODE,
                remedy=Text("补做节能查验。", "Carry out the energy check."),
            ),
            Ground(
                "N17.works",
                "17",
                Text("项目符合节能强制性标准", "the works meet the energy standards"),
                fact.works_meet_energy_standards,
                applies=civil,
                instrument=CODE,
                remedy=Text("整改后重新验收。", "Correct and accept anew."),
            ),
        ),
        IN_FORCE,
        instrument=CODE,
    ),
)


def drawing_ground(id: str) -> Ground:
    """Article 13, for the construction permit of a city: the drawings meet the energy standards."""
    return Ground(
        id,
        "13",
        Text("施工图符合节能强制性标准", "the drawings meet the mandatory energy standards"),
        fact.drawings_meet_energy_standards,
        applies=civil,
        instrument=CODE,
        remedy=Text("修改施工图并重新送审。", "Amend the drawings and send them in again."),
    )
