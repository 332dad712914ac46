"""Chapter IV, performance: the energy chain of Article 32 and its fines (Articles 57, 58).

Equal to a limit passes; *exceeding* is strict; *fifty per cent and more* includes exactly 50 %
(the Chinese wording includes the number, Civil Code Article 1259). Each of the two consecutive
years is compared with the limit in force in that year. A new public building is held to the mean
of the constraint and the guiding value, of the standard whose mean is the lower.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Bearer, Duty, Subject, Text
from .general import IN_FORCE, new, scope, three_class
from .liability import YUAN, fine

HOLDERS = (Bearer.OWNER, Bearer.RIGHT_HOLDER)

existing = scope & fact.in_use & three_class
above = fact.eui > fact.constraint_value
half_above_twice = (2 * fact.eui >= 3 * fact.constraint_value) & (
    2 * fact.eui_last_year >= 3 * fact.constraint_last_year
)

DUTIES = (
    Duty(
        "32.1",
        "32.1",
        Subject.BUILDING_YEAR,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "新建公共建筑的能耗指标不超过约束值与引导值的均值。",
            "A new public building uses no more than the mean of the constraint and the guiding value.",
        ),
        applies=scope & fact.public & new,
        requires=2 * fact.eui <= fact.mean_constraint + fact.mean_guiding,
        in_force=IN_FORCE,
        remedy=Text("查明超出原因并整改。", "Find out why the mean is exceeded and correct it."),
    ),
    Duty(
        "32.2.1",
        "32.2",
        Subject.BUILDING_YEAR,
        HOLDERS,
        Text(
            "三类既有公共建筑的运行能耗指标不超过约束值。",
            "An existing building of the three classes uses no more than the constraint value.",
        ),
        applies=existing,
        requires=fact.eui <= fact.constraint_value,
        in_force=IN_FORCE,
        remedy=Text(
            "开展能源审计并降低能耗。", "Have an energy audit done and reduce consumption."
        ),
    ),
    Duty(
        "32.2.2",
        "32.2",
        Subject.BUILDING_YEAR,
        HOLDERS,
        Text(
            "超过约束值的，开展能源审计并采取措施降低能耗。",
            "Above the constraint value: an energy audit is carried out and consumption reduced.",
        ),
        applies=existing & above,
        requires=fact.audit_done & fact.measures_taken,
        in_force=IN_FORCE,
        breach=fine("32.2.2", "57.1", 100_000 * YUAN, 300_000 * YUAN, cure_first=True),
        remedy=Text(
            "提交能源审计报告和节能措施证明。", "File the audit report and proof of the measures."
        ),
        leans_on=("32.2.1",),
    ),
    Duty(
        "32.2.3",
        "32.2",
        Subject.BUILDING_YEAR,
        HOLDERS,
        Text(
            "连续两年高出约束值五成及以上的，实施节能改造。",
            "Half as much again as the constraint value, or more, two years running: an energy retrofit.",
        ),
        applies=existing & half_above_twice,
        requires=fact.energy_retrofit_done,
        in_force=IN_FORCE,
        breach=fine("32.2.3", "57.2", 500_000 * YUAN, 1_000_000 * YUAN, cure_first=True),
        remedy=Text(
            "提交节能改造方案和竣工文件。", "File the retrofit plan and its completion papers."
        ),
        leans_on=("32.2.1", "32.2.2"),
    ),
)
