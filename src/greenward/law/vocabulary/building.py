"""Facts of a building: where it is, what it is, how large, since when, with which star."""

from __future__ import annotations

from ..language import Bearer
from .entering import flag, quantity

in_city = flag(
    "in_city",
    ("位于本条例适用的区域内", "it lies in the area the regulation governs"),
    ("不在本条例适用的区域内", "it lies outside the area the regulation governs"),
    ("登记的所在辖区", "the district it is entered under"),
)
in_use = flag(
    "in_use",
    ("建筑物已投入使用", "the building is in use"),
    ("建筑物未投入使用", "the building is not in use"),
    ("建筑名录中的使用状态", "the state of use in the register"),
)
public = flag(
    "public",
    ("建筑物属于公共建筑", "it is a public building"),
    ("建筑物不属于公共建筑", "it is not a public building"),
    ("建筑名录中的建筑功能", "the building's function in the register"),
)
floor_area = quantity(
    "floor_area",
    ("单体建筑面积", "the floor area of the single building"),
    ("竣工测绘报告或不动产登记", "the as-built survey or the property register"),
    unit="m²",
    scale=100,
    high=10**12,
    supplier=Bearer.OWNER,
)
completed_on = quantity(
    "completed_on",
    ("竣工日期", "the day of completion"),
    ("竣工验收备案", "the completion filing"),
    unit="day",
    scale=1,
    low=1,
    high=10**6,
)
new_recorded = flag(
    "new_recorded",
    ("经认定属于新建建筑", "it is recorded as a new building"),
    ("经认定不属于新建建筑", "it is recorded as not a new building"),
    ("认定记录及理由", "the record with its reason"),
)
large_public_recorded = flag(
    "large_public_recorded",
    ("经认定属于大型公共建筑", "it is recorded as a large public building"),
    ("经认定不属于大型公共建筑", "it is recorded as not a large public building"),
    ("认定记录及理由", "the record with its reason"),
)
state_organ_office = flag(
    "state_organ_office",
    ("建筑物属于国家机关办公建筑", "it is an office building of a state organ"),
    ("建筑物不属于国家机关办公建筑", "it is not an office building of a state organ"),
    ("产权或使用单位性质", "who owns or uses the building"),
)
fiscal_recorded = flag(
    "fiscal_recorded",
    (
        "经认定有财政性资金参与投资建设",
        "fiscal money is recorded as taking part in its construction",
    ),
    ("经认定没有财政性资金参与投资建设", "it is recorded that no fiscal money took part"),
    ("认定记录及理由", "the record with its reason"),
)
fiscal_share = quantity(
    "fiscal_share",
    ("财政性资金占投资的份额", "the share of fiscal money in the investment"),
    ("立项批复或决算报告", "the project approval or the final accounts"),
    unit="%",
    scale=10_000,
    high=1_000_000,
    supplier=Bearer.OWNER,
)
star = quantity(
    "star",
    ("绿色建筑星级", "the green-building star"),
    ("绿色建筑标识证书或专项验收报告", "the label certificate or the special acceptance report"),
    unit="★",
    scale=1,
    high=3,
)
whole_renovation = flag(
    "whole_renovation",
    ("建筑物实施了整体改造", "the building was renovated as a whole"),
    ("建筑物未实施整体改造", "the building was not renovated as a whole"),
    ("改造项目立项或竣工文件", "the renovation project's approval or completion papers"),
)
renovation_star = quantity(
    "renovation_star",
    ("既有建筑绿色改造星级", "the star under the green-retrofit standard"),
    ("既有建筑绿色改造评价文件", "the evaluation under the green-retrofit standard"),
    unit="★",
    scale=1,
    high=3,
)
