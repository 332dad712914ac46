"""Objection to and repair of credit records in Shenzhen (Articles 59 and 60).

The times are those of the city's Regulations on Social Credit; how long a record stays public is
national (`greenward.law.national.procedure.credit`).
"""

from __future__ import annotations

from datetime import date

from ..language import Bearer, Text
from ..national.procedure import Procedure, instrument, working

CREDIT = instrument(
    "sz-credit-2023",
    "深圳经济特区社会信用条例",
    "Regulations of Shenzhen Special Economic Zone on Social Credit",
    date(2023, 3, 1),
)

STEPS = (
    Procedure(
        "credit_objection_check",
        CREDIT,
        "",
        Text("信用异议的核对", "Checking an objection to a credit record"),
        Text(
            "平台在这一期限内核对；同时标注存在异议。",
            "The platform checks within this time, and marks the record as disputed at once.",
        ),
        Text("收到异议", "the objection is received"),
        "platform",
        working(1),
        "P",
    ),
    Procedure(
        "credit_objection_decision",
        CREDIT,
        "",
        Text("信用异议的处理", "Deciding an objection to a credit record"),
        Text(
            "信息来源单位在这一期限内决定，可以延长一次。",
            "The source of the record decides within this time, which may be extended.",
        ),
        Text("收到转来的异议", "the objection is passed on"),
        Bearer.AUTHORITY,
        working(2),
        "P",
        longer=working(3),
    ),
    Procedure(
        "credit_repair_decision",
        CREDIT,
        "",
        Text("信用修复的决定", "Deciding a credit repair"),
        Text(
            "最短公示期满后可以申请修复；在这一期限内决定，可以延长一次，不收费。",
            "Repair may be asked for after the least time of publication; decided within this "
            "time, which may be extended, free of charge.",
        ),
        Text("收到修复申请", "the application is received"),
        Bearer.AUTHORITY,
        working(3),
        "P",
        longer=working(3),
    ),
)
