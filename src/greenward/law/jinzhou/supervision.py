"""Supervision of works in Jinzhou: sites, random draws, samples, notices (B4, B6, B7, B8).

The mechanisms carry no fine of their own. A notice's day is set by the officer; the text gives no
number of days. The result of a drawn inspection is public within twenty working days.
"""

from __future__ import annotations

from .. import vocabulary as fact
from ..language import Bearer, Clock, Count, Period, Subject, Text
from .terms import OFFICE, duty

PUBLICATION_DAYS = 20
LEAST_INSPECTORS = 2
"""Penalty Law, Article 42: never fewer than two certified officers."""

sampled = fact.energy_product & fact.lot_sampled

SITES = (
    duty(
        "B4.1",
        Subject.PROJECT,
        OFFICE,
        Text(
            "施工期间对节能和绿色建筑进行监督检查。",
            "While it is built, a project is inspected for energy saving and green building.",
        ),
        fact.civil_project & fact.under_construction,
        fact.green_works_inspected,
        Text("安排现场检查并记录。", "Inspect the site and record it."),
    ),
    duty(
        "B6.1",
        Subject.PROJECT,
        OFFICE,
        Text(
            "检查对象和检查人员都随机抽取。",
            "Both the object and the inspectors of a check are drawn at random.",
        ),
        fact.drawn_inspection,
        fact.object_drawn & fact.inspectors_drawn,
        Text("依抽取记录重新安排检查。", "Arrange the check anew from a recorded draw."),
    ),
    duty(
        "B6.2",
        Subject.PROJECT,
        OFFICE,
        Text(
            "检查由两名以上持证执法人员进行。",
            "At least two officers with certificates carry out the check.",
        ),
        fact.drawn_inspection,
        fact.certified_inspectors >= LEAST_INSPECTORS,
        Text("补足持证检查人员。", "Send enough certified officers."),
    ),
    duty(
        "B6.3",
        Subject.PROJECT,
        OFFICE,
        Text(
            "检查事项和结果在二十个工作日内公开。",
            "The item and the result are published within twenty working days.",
        ),
        fact.drawn_inspection,
        fact.result_published & (fact.publication_workdays <= PUBLICATION_DAYS),
        Text("公开检查事项和结果。", "Publish the item and the result."),
        leans_on=("B6.1",),
        clock=Clock(
            Text("检查完成", "the end of the inspection"),
            Period(PUBLICATION_DAYS, Count.WORKING_DAYS),
        ),
    ),
)

SAMPLES = (
    duty(
        "B7.1",
        Subject.BATCH,
        (Bearer.CONTRACTOR, Bearer.SUPERVISOR),
        Text(
            "五类节能产品见证取样，样品交接记录完整。",
            "A sample of the five product groups is taken before a witness and every handing-on "
            "is recorded.",
        ),
        sampled,
        fact.sample_witnessed & fact.custody_unbroken,
        Text("重新见证取样。", "Take a new sample before a witness."),
    ),
    duty(
        "B7.2",
        Subject.BATCH,
        (Bearer.LABORATORY,),
        Text("检测机构检测样品并出具报告。", "The laboratory tests the sample and reports."),
        sampled,
        fact.sample_tested,
        Text("提交检测报告。", "File the test report."),
        leans_on=("B7.1",),
    ),
    duty(
        "B7.3",
        Subject.BATCH,
        (Bearer.CONTRACTOR,),
        Text(
            "不合格批次退场并记录处置。",
            "A lot that failed leaves the site and its disposal is recorded.",
        ),
        sampled & fact.sample_failed,
        fact.failed_lot_removed,
        Text("退场并补记处置。", "Take the lot off the site and record it."),
        leans_on=("B7.2",),
    ),
)

NOTICES = (
    duty(
        "B8.1",
        Subject.PROJECT,
        (Bearer.DEVELOPER, Bearer.CONTRACTOR, Bearer.SUPERVISOR),
        Text(
            "收到整改通知书的单位在通知规定的日期前完成整改并回复。",
            "Whoever is served a rectification notice corrects and replies by the day it sets.",
        ),
        fact.notice_served,
        fact.rectification_reported & (fact.rectified_on <= fact.rectify_by),
        Text("完成整改并提交回复。", "Correct and send the reply."),
        clock=Clock(Text("整改通知书规定的日期", "the day the notice sets")),
    ),
    duty(
        "B8.2",
        Subject.PROJECT,
        OFFICE,
        Text("收到整改回复后复查并销号。", "After the reply the site is re-inspected and closed."),
        fact.notice_served & fact.rectification_reported,
        fact.notice_closed,
        Text("安排复查。", "Re-inspect the site."),
        leans_on=("B8.1",),
    ),
    duty(
        "B8.3",
        Subject.PROJECT,
        OFFICE,
        Text("逾期未整改的立案。", "Where a notice runs out uncorrected, a case is opened."),
        fact.notice_served & fact.notice_overdue,
        fact.case_opened,
        Text("办理立案。", "Open the case."),
        leans_on=("B8.1",),
    ),
)

DUTIES = (*SITES, *SAMPLES, *NOTICES)
