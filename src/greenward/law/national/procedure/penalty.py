"""The steps of a penalty case from the clue to the payment (Administrative Penalty Law)."""

from __future__ import annotations

from ...language import Bearer, Text
from .laws import PENALTY, Procedure, Side, days_of_penalty_law

STEPS = (
    Procedure(
        "open_case",
        PENALTY,
        "54.2",
        Text("立案", "Opening the case"),
        Text(
            "符合立案标准的线索要及时立案，不立案要追责。",
            "A clue that meets the standard is opened as a case promptly; not doing so is punishable.",
        ),
        Text("发现违法线索", "a clue is found"),
        Bearer.AUTHORITY,
        None,
        "P",
    ),
    Procedure(
        "preservation",
        PENALTY,
        "56",
        Text("先行登记保存的处理", "Deciding on registered evidence"),
        Text(
            "登记保存的证据，在这一期限内要作出处理决定。",
            "What happens to evidence registered for preservation is decided within this time.",
        ),
        Text("先行登记保存", "the evidence is registered for preservation"),
        Bearer.AUTHORITY,
        days_of_penalty_law(7),
        "P",
    ),
    Procedure(
        "correction",
        PENALTY,
        "28.1",
        Text("责令改正的期限", "The time to correct"),
        Text(
            "处罚时一并责令改正；限期多久法律没有数字，由执法人员填写，自送达起算。",
            "Correction is ordered with every penalty; the law gives no number of days, so the "
            "officer enters them, counted from service.",
        ),
        Text("责令改正通知书送达", "the order to correct is served"),
        "party",
        None,
        "P",
        entered=True,
    ),
    Procedure(
        "notice",
        PENALTY,
        "44",
        Text("处罚前告知", "Notice before the decision"),
        Text(
            "决定前告知内容、事实、理由、依据和权利；未告知不得决定。",
            "Content, facts, reasons, grounds and rights are told before the decision; without "
            "that there is no decision.",
        ),
        Text("作出处罚决定之前", "before the decision"),
        Bearer.AUTHORITY,
        None,
        "P",
    ),
    Procedure(
        "hearing_request",
        PENALTY,
        "64.1.1",
        Text("要求听证", "Asking for a hearing"),
        Text(
            "当事人在这一期限内可以要求听证。", "The party may ask for a hearing within this time."
        ),
        Text("告知听证权利", "the right to a hearing is told"),
        "party",
        days_of_penalty_law(5),
        "P",
        note=Text(
            "多大数额的罚款要告知听证，由各地规定，需录入并核实。",
            "How large a fine opens the right is set locally; it must be entered and confirmed.",
        ),
    ),
    Procedure(
        "hearing_notice",
        PENALTY,
        "64.1.2",
        Text("听证通知", "Notice of the hearing"),
        Text(
            "举行听证前至少提前这么久通知时间和地点。",
            "Time and place are notified at least this long ahead of the hearing.",
        ),
        Text("举行听证", "the hearing"),
        Bearer.AUTHORITY,
        days_of_penalty_law(7),
        "P",
        side=Side.BEFORE,
    ),
    Procedure(
        "decision",
        PENALTY,
        "60",
        Text("作出处罚决定", "The decision"),
        Text("自立案起在这一期限内作出决定。", "Decided within this time from opening the case."),
        Text("立案", "the case is opened"),
        Bearer.AUTHORITY,
        days_of_penalty_law(90),
        "P",
    ),
    Procedure(
        "service",
        PENALTY,
        "61.1",
        Text("送达决定书", "Serving the decision"),
        Text(
            "当场交付；当事人不在场的，在这一期限内送达。",
            "Handed over at once; where the party is absent, served within this time.",
        ),
        Text("作出处罚决定", "the decision is made"),
        Bearer.AUTHORITY,
        days_of_penalty_law(7),
        "P",
    ),
    Procedure(
        "payment",
        PENALTY,
        "67.3",
        Text("缴纳罚款", "Paying the fine"),
        Text(
            "收到决定书后在这一期限内向银行或者电子支付系统缴纳。",
            "Paid to the bank or electronically within this time of receiving the decision.",
        ),
        Text("收到处罚决定书", "the decision is received"),
        "party",
        days_of_penalty_law(15),
        "P",
    ),
    Procedure(
        "deferral",
        PENALTY,
        "66.2",
        Text("暂缓或者分期缴纳", "Deferral or instalments"),
        Text(
            "确有经济困难的，经申请和批准可以暂缓或者分期；期限由批准决定写明。",
            "A party in real hardship may on application be granted deferral or instalments; the "
            "approval states the days.",
        ),
        Text("批准暂缓或者分期", "deferral is approved"),
        "party",
        None,
        "P",
        entered=True,
    ),
)
