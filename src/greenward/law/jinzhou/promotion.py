"""The special fund, training and published figures of Jinzhou (B9, B10, B11).

Applied, approved, paid and used are four amounts; none may pass the one before. A share of green
building is a figure only with its stage, its denominator and its cut-off date.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Authority, Condition, Duty, Subject, Text
from .terms import HOUSING, OFFICE, duty

housing = fact.is_municipal_housing | fact.is_district_housing
funded = housing & fact.fund_applied_for
published = housing & fact.ratio_published
FUND_KEEPERS = (*HOUSING, Authority.MUNICIPAL_FINANCE)


def _fund(id: str, text: Text, requires: Condition) -> Duty:
    return duty(
        id,
        Subject.AUTHORITY,
        OFFICE,
        text,
        funded,
        requires,
        Text("核对资金台账并更正。", "Check the ledger of the fund and correct it."),
        authorities=FUND_KEEPERS,
    )


DUTIES = (
    _fund(
        "B9.1",
        Text("批准的资金不超过申请的资金。", "No more is approved than was applied for."),
        fact.fund_approved <= fact.fund_applied,
    ),
    _fund(
        "B9.2",
        Text("拨付的资金不超过批准的资金。", "No more is paid than was approved."),
        fact.fund_paid <= fact.fund_approved,
    ),
    _fund(
        "B9.3",
        Text("使用的资金不超过拨付的资金。", "No more is used than was paid."),
        fact.fund_used <= fact.fund_paid,
    ),
    duty(
        "B10.1",
        Subject.AUTHORITY,
        OFFICE,
        Text("按计划举办行业技术培训。", "Technical training for the trade is held as planned."),
        housing & fact.training_planned,
        fact.training_held,
        Text("举办培训或者调整计划。", "Hold the training or change the plan."),
    ),
    duty(
        "B10.2",
        Subject.AUTHORITY,
        OFFICE,
        Text(
            "培训记录写明人员、单位、学时和结果。",
            "The record of a training names trainees, employers, hours and results.",
        ),
        housing & fact.training_held,
        fact.training_recorded,
        Text("补全培训记录。", "Complete the training record."),
        leans_on=("B10.1",),
    ),
    duty(
        "B11.1",
        Subject.AUTHORITY,
        OFFICE,
        Text(
            "公布的绿色建筑占比写明阶段、分母和截止日期。",
            "A published share of green building names its stage, denominator and cut-off date.",
        ),
        published,
        fact.ratio_stage_stated & fact.ratio_denominator_stated & fact.ratio_cutoff_stated,
        Text("补充口径后重新公布。", "Publish the share again with what it counts."),
    ),
    duty(
        "B11.2",
        Subject.AUTHORITY,
        OFFICE,
        Text(
            "占比同时按项目数和建筑面积给出。",
            "The share is given both by number of projects and by floor area.",
        ),
        published,
        fact.ratio_by_projects_stated & fact.ratio_by_area_stated,
        Text("补充另一口径。", "Add the other count."),
    ),
    duty(
        "B11.3",
        Subject.AUTHORITY,
        OFFICE,
        Text(
            "占比中的绿色建筑项目数和面积都不超过全部。",
            "Neither the green projects nor the green area of a share exceeds the whole.",
        ),
        published,
        (fact.green_projects <= fact.counted_projects) & (fact.green_area <= fact.counted_area),
        Text("核对台账并更正。", "Check the ledger and correct it."),
        leans_on=("B11.1",),
    ),
)
