"""How a document counts as served where it is not simply handed over: the Penalty Law (Article 61)
sends service to the Civil Procedure Law."""

from __future__ import annotations

from ...language import Bearer, Count, Period, Text
from .laws import CIVIL, Procedure, Side

STEPS = (
    Procedure(
        "public_notice",
        CIVIL,
        "95",
        Text("公告送达", "Service by public notice"),
        Text(
            "其他方式都送达不了的，可以公告；经过这一期限视为送达，原因和经过记入案卷。",
            "Where no other way succeeds a notice is published; after this time the document counts "
            "as served. Why and how is kept in the file.",
        ),
        Text("发出公告", "the notice is published"),
        Bearer.AUTHORITY,
        Period(30, Count.CALENDAR_DAYS),
        "S1",
        side=Side.AFTER,
        note=Text(
            "2022年起为三十日，此前为六十日；条文未经原文核对。",
            "Thirty days since 2022, sixty before; not yet checked against the text itself.",
        ),
    ),
)
