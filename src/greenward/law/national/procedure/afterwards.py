"""What follows a decision: review and suit, enforcement by the court, publication and its end."""

from __future__ import annotations

from ...language import Bearer, Count, Period, Text
from .laws import (
    COMPULSION,
    DISCLOSURE,
    LITIGATION,
    PENALTY,
    PUBLICATION,
    RECONSIDERATION,
    Procedure,
    Side,
    days_of_compulsion_law,
    days_of_penalty_law,
    working,
)

STEPS = (
    Procedure(
        "reconsideration",
        RECONSIDERATION,
        "20",
        Text("申请行政复议", "Asking for reconsideration"),
        Text(
            "知道处罚决定后在这一期限内可以申请复议；执行不停止，加处罚款停算。",
            "May be asked for within this time of learning of the decision; enforcement goes on, "
            "the surcharge stands still.",
        ),
        Text("知道处罚决定", "the decision becomes known"),
        "party",
        Period(60, Count.CALENDAR_DAYS),
        "P",
    ),
    Procedure(
        "suit",
        LITIGATION,
        "46",
        Text("提起行政诉讼", "Bringing suit"),
        Text(
            "知道处罚决定后在这一期限内可以起诉；执行不停止，加处罚款停算。",
            "May be brought within this time of learning of the decision; enforcement goes on, "
            "the surcharge stands still.",
        ),
        Text("知道处罚决定", "the decision becomes known"),
        "party",
        Period(6, Count.MONTHS),
        "S",
    ),
    Procedure(
        "court_after_demand",
        COMPULSION,
        "54",
        Text("催告期满后申请强制执行", "To the court once the demand has run out"),
        Text(
            "催告书送达并经过这一期限仍不履行的，才可以申请法院强制执行。",
            "The court may be asked to enforce only after this time from service of the demand.",
        ),
        Text("催告书送达", "the demand is served"),
        Bearer.AUTHORITY,
        days_of_compulsion_law(10),
        "P",
        side=Side.AFTER,
    ),
    Procedure(
        "court_application",
        COMPULSION,
        "53",
        Text("申请强制执行的最后期限", "The last day to ask the court"),
        Text(
            "复议和诉讼期限届满后，在这一期限内申请法院强制执行。",
            "Asked within this time of the end of the times for reconsideration and suit.",
        ),
        Text(
            "复议和诉讼期限届满（批准暂缓、分期的，自该期限结束）",
            "the times for reconsideration and suit end (or a deferral that was approved)",
        ),
        Bearer.AUTHORITY,
        Period(3, Count.MONTHS),
        "P",
    ),
    Procedure(
        "publication",
        PUBLICATION,
        "",
        Text("公示处罚决定", "Publishing the decision"),
        Text(
            "依法应当公示的处罚决定，在这一期限内公示。",
            "A decision that is to be published is published within this time.",
        ),
        Text("作出处罚决定", "the decision is made"),
        Bearer.AUTHORITY,
        working(7),
        "M",
    ),
    Procedure(
        "disclosure",
        DISCLOSURE,
        "26",
        Text("主动公开政府信息", "Publishing government information"),
        Text(
            "主动公开的信息在这一期限内公开，另有规定的除外。",
            "Information to be published is published within this time, unless other rules say so.",
        ),
        Text("信息形成或者变更", "the information is made or changed"),
        Bearer.AUTHORITY,
        working(20),
        "P",
    ),
    Procedure(
        "inspection_result",
        PUBLICATION,
        "",
        Text("公开抽查结果", "Publishing the result of a drawn inspection"),
        Text(
            "随机抽查的结果在这一期限内公开。",
            "The result of a drawn inspection is published within this time.",
        ),
        Text("形成检查结果", "the result is made"),
        Bearer.AUTHORITY,
        working(20),
        "M",
    ),
    Procedure(
        "withdrawal",
        PENALTY,
        "48.2",
        Text("撤回公开信息", "Withdrawing a publication"),
        Text(
            "公开的处罚决定被变更、撤销或者确认违法、无效的，在这一期限内撤回并说明理由。",
            "A published decision that was changed, annulled or found unlawful or void is withdrawn "
            "within this time, with the reason.",
        ),
        Text("决定被变更、撤销或者确认违法、无效", "the decision is changed or annulled"),
        Bearer.AUTHORITY,
        days_of_penalty_law(3),
        "P",
    ),
)
