"""The steps of a permit from its handing in to its decision (Administrative Licensing Law).

An authority that asks for nothing within the first of these times has accepted the file.
"""

from __future__ import annotations

from ...language import Bearer, Text
from .laws import LICENSING, Procedure, working

STEPS = (
    Procedure(
        "completeness",
        LICENSING,
        "32",
        Text("受理或者一次告知", "Accepting the file or asking for what is missing"),
        Text(
            "材料不全的，在这一期限内一次告知全部缺项；逾期不告知的，自收到材料之日起即为受理。",
            "Within this time everything missing is asked for at once; if nothing is asked, the file "
            "counts as accepted from the day it was handed in.",
        ),
        Text("收到申请材料", "the application is handed in"),
        Bearer.AUTHORITY,
        working(5),
        "S",
    ),
    Procedure(
        "permit_decision",
        LICENSING,
        "42",
        Text("许可决定", "Deciding on a permit"),
        Text(
            "法律法规没有另定期限的，在受理后的这一期限内决定；经负责人批准可以延长十个工作日。",
            "Where no other time is laid down, the decision is made within this time of acceptance; "
            "the head of the authority may add ten working days.",
        ),
        Text("受理申请", "the application is accepted"),
        Bearer.AUTHORITY,
        working(20),
        "P",
        longer=working(10),
    ),
)
