"""Article 47: the four incentives that may be given for green buildings.

Each sleeps until the municipal housing authority, with the planning and other authorities, has put
a policy in force that implements it. Amounts are exact whole numbers rounded down: an area or a
loan is never granted beyond its cap, not by the smallest unit.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Authority, Bearer, Permission, Share, Subject, Text
from .general import IN_FORCE, scope

AUTHORITIES = (Authority.MUNICIPAL_HOUSING, Authority.MUNICIPAL_PLANNING)
green = scope & (fact.star >= 1)
"""A green building is one of at least the least star (Article 6)."""

PERMISSIONS = (
    Permission(
        "47.1.1",
        "47.1.1",
        Subject.BUILDING,
        (Bearer.DEVELOPER, Bearer.OWNER),
        Text(
            "因保温隔热、遮阳、降噪、可再生能源等绿色措施增加的建筑面积不计入容积率。",
            "Floor area added by insulation, shading, noise control, renewable energy and other green "
            "measures stays outside the plot ratio.",
        ),
        applies=green & fact.green_measures,
        in_force=IN_FORCE,
        authorities=AUTHORITIES,
        least_of=(Share(fact.green_measures_area),),
        unit_of="green_measures_area",
    ),
    # The cap is a share of the single building's own area above ground: what one building leaves
    # unused is not carried to another, and basements do not widen it.
    Permission(
        "47.1.2",
        "47.1.2",
        Subject.BUILDING,
        (Bearer.DEVELOPER,),
        Text(
            "工业化建造的绿色建筑，外墙预制部分的建筑面积可以不计入容积率，以该单体地上建筑面积的3%为限。",
            "The prefabricated outer walls of an industrially constructed green building may stay outside "
            "the plot ratio, up to 3 % of that building's own floor area above ground.",
        ),
        applies=green & fact.industrialised,
        in_force=IN_FORCE,
        authorities=AUTHORITIES,
        least_of=(Share(fact.prefab_wall_area), Share(3 * fact.above_ground_area, 100)),
        unit_of="prefab_wall_area",
    ),
    # Above one star is two stars or more. The policy fixes the uplift; local rules cap it.
    Permission(
        "47.1.3",
        "47.1.3",
        Subject.SALE,
        (Bearer.BUYER,),
        Text(
            "用公积金贷款购买高于一星级的自住住房，贷款额度可以在地方规定的比例内上浮。",
            "A buyer's own home above one star may carry a larger provident fund loan, within the uplift "
            "the local rules allow.",
        ),
        applies=scope & (fact.star >= 2) & fact.own_home & fact.provident_loan,
        in_force=IN_FORCE,
        authorities=AUTHORITIES,
        least_of=(
            Share(fact.loan_base * fact.loan_uplift, 10_000),
            Share(fact.loan_base * fact.loan_uplift_limit, 10_000),
        ),
        unit_of="loan_base",
    ),
    Permission(
        "47.1.4",
        "47.1.4",
        Subject.PROJECT,
        (Bearer.DEVELOPER,),
        Text(
            "按最高等级建设的绿色建筑项目，可以在工程奖项评审中优先推荐。",
            "A green-building project of the highest grade may be recommended first for engineering "
            "awards.",
        ),
        applies=scope & (fact.star >= 3),
        in_force=IN_FORCE,
        authorities=AUTHORITIES,
    ),
)
