"""Articles 32 to 35: the figures a building is held to, in energy, water, air and sound.

Equal to a limit passes; *exceeding* is strict; *fifty per cent and more* includes exactly 50 %
(the Chinese wording includes the number, Civil Code Article 1259). Each of the two consecutive
years is compared with the limit in force in that year. A new public building is held to the mean
of the constraint and the guiding value, of the standard whose mean is the lower. Only Article 32
has a fine (Articles 57, 58).

An *existing* building is one in use, a new one among them: it keeps to both limits. Where a
mandatory code in force for a dwelling's project sets a sound limit of its own, that limit holds
beside the mean of Article 35: which code holds follows from the dates of its rows
(`greenward.law.measured`), that both hold stands here, so a finding names the one that failed.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Authority, Bearer, Duty, Subject, Term, Text
from .general import IN_FORCE, new, scope, three_class
from .liability import HOUSING, YUAN, fine

HOLDERS = (Bearer.OWNER, Bearer.RIGHT_HOLDER)

existing = scope & fact.in_use & three_class
above = fact.eui > fact.constraint_value
half_above_twice = (2 * fact.eui >= 3 * fact.constraint_value) & (
    2 * fact.eui_last_year >= 3 * fact.constraint_last_year
)
civil = Term(
    Text("属于民用建筑", "it is a civil building"),
    Text("不属于民用建筑", "it is not a civil building"),
    fact.public | fact.dwelling | fact.dormitory,
)
"""Dwellings, dormitories and public buildings; industrial buildings are the rest."""

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
        authorities=HOUSING,
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
        authorities=HOUSING,
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
        authorities=HOUSING,
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
        authorities=HOUSING,
    ),
    # 32.3 empowers: nobody owes a local standard, but one that is set has to be the stricter.
    Duty(
        "32.3",
        "32.3",
        Subject.AUTHORITY,
        (Bearer.AUTHORITY,),
        Text(
            "本市自定的建筑能耗标准严于国家标准。",
            "An energy standard that the city sets for itself is stricter than the national one.",
        ),
        applies=fact.is_municipal_housing & fact.local_energy_standard_set,
        requires=fact.local_energy_standard_stricter,
        in_force=IN_FORCE,
        remedy=Text(
            "逐项比较并修订宽于国家标准的数值。",
            "Compare row by row and mend the values that are looser than the national ones.",
        ),
        authorities=(Authority.MUNICIPAL_HOUSING,),
    ),
    Duty(
        "33.1",
        "33.1",
        Subject.BUILDING_YEAR,
        HOLDERS,
        Text(
            "既有民用建筑的平均日生活用水量不超过定额的均值。",
            "An existing civil building uses no more domestic water a day than the mean of the quota.",
        ),
        applies=scope & fact.in_use & civil,
        requires=2 * fact.water_per_day <= fact.water_quota_lower + fact.water_quota_upper,
        in_force=IN_FORCE,
        remedy=Text("查漏并采取节水措施。", "Look for leaks and save water."),
        authorities=HOUSING,
    ),
    Duty(
        "33.2",
        "33.2",
        Subject.BUILDING_YEAR,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "新建宿舍和公共建筑的平均日生活用水量不超过定额下限值。",
            "A new dormitory or public building uses no more domestic water a day than the quota's "
            "lower limit.",
        ),
        applies=scope & new & (fact.dormitory | fact.public),
        requires=fact.water_per_day <= fact.water_quota_lower,
        in_force=IN_FORCE,
        remedy=Text("查漏并更换为节水器具。", "Look for leaks and fit water-saving appliances."),
        authorities=HOUSING,
    ),
    Duty(
        "34",
        "34",
        Subject.AIR_SAMPLE,
        (Bearer.DEVELOPER,),
        Text(
            "新建民用建筑每项主要空气污染物不超过国家限值的八成。",
            "In a new civil building each main air pollutant stays at 80 % of its national limit or less.",
        ),
        applies=scope & new & civil & fact.main_pollutant,
        requires=5 * fact.air_concentration <= 4 * fact.air_limit,
        in_force=IN_FORCE,
        remedy=Text(
            "治理污染源后按限值的取值时间复测。",
            "Remove the source and measure again over the limit's averaging time.",
        ),
        authorities=HOUSING,
    ),
    Duty(
        "35.1",
        "35",
        Subject.SOUND_TEST,
        (Bearer.DEVELOPER,),
        Text(
            "新建住宅卧室的空气声隔声不低于低限值与高要求值的均值；项目适用的规范另有限值的，也不低于该限值。",
            "Airborne insulation of a new dwelling's bedroom reaches the mean of low limit and high "
            "requirement, and the limit of the code in force for the project where it sets one.",
        ),
        applies=scope & new & fact.dwelling & fact.airborne_of_bedroom,
        requires=(
            2 * fact.airborne_insulation >= fact.sound_low_limit + fact.sound_high_requirement
        )
        & (~fact.sound_code_holds | (fact.airborne_insulation >= fact.sound_code_value)),
        in_force=IN_FORCE,
        remedy=Text("加强构件隔声后复测。", "Improve the element and test it again."),
        authorities=HOUSING,
    ),
    Duty(
        "35.2",
        "35",
        Subject.SOUND_TEST,
        (Bearer.DEVELOPER,),
        Text(
            "新建住宅卧室楼板的撞击声不高于低限值与高要求值的均值；项目适用的规范另有限值的，也不高于该限值。",
            "Impact sound through a new dwelling's bedroom floor stays at the mean of low limit and high "
            "requirement or less, and at the limit of the code in force for the project where it sets one.",
        ),
        applies=scope & new & fact.dwelling & fact.impact_of_bedroom,
        requires=(2 * fact.impact_level <= fact.sound_low_limit + fact.sound_high_requirement)
        & (~fact.sound_code_holds | (fact.impact_level <= fact.sound_code_value)),
        in_force=IN_FORCE,
        remedy=Text("加强楼板减振后复测。", "Improve the floor and test it again."),
        authorities=HOUSING,
    ),
)
