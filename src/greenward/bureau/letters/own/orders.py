"""The order to correct (Penalty Law, Article 28): the breach, its articles, what to do until when.

The law gives no number of days; the officer enters it, and it is counted from service.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.law.language import Count, Text

from ..content import Content, lines
from ..kinds import Entry, Field, LetterKind, Source
from .words import contact, matter_lines, remedies


def _until(source: Source) -> Text:
    days = source.text("days") or "…"
    if source.text("count") == Count.WORKING_DAYS:
        return Text(
            f"改正期限：自本通知书送达之次日起{days}个工作日内。",
            f"Time to correct: {days} working days, counted from the day after service.",
        )
    return Text(
        f"改正期限：自本通知书送达之次日起{days}日内。",
        f"Time to correct: {days} days, counted from the day after service.",
    )


def _build(source: Source) -> Content:
    return Content(
        title=ORDER.title,
        opening=Text(
            "我局在履行监督管理职责时查明，你单位存在应当改正的行为。现依法责令你单位改正。",
            "In supervising what the law requires of you we found the breach described below. "
            "You are ordered to correct it.",
        ),
        facts=matter_lines(source),
        findings=lines(source.text("found")),
        basis=lines(source.text("basis")),
        asks=lines(source.text("demand")),
        until=_until(source),
        remedies=remedies(source),
        closing=Text(
            f"改正后请书面报告并附证明材料。逾期不改正的，将依法处理。{contact(source).zh}",
            "Report in writing what you corrected, with proof. What is not corrected in time is "
            f"dealt with as the law provides. {contact(source).en}",
        ),
    )


ORDER = LetterKind(
    name="order",
    word="责改",
    title=Text("责令改正通知书", "Order to correct"),
    fields=(
        Field("found", _("What was found"), help=_("One point a line.")),
        Field(
            "basis",
            _("Legal basis"),
            help=_("One article a line, for example: 《深圳经济特区绿色建筑条例》第二十七条."),
        ),
        Field("demand", _("What must be done"), help=_("One demand a line.")),
        Field("days", _("Days to correct"), Entry.DAYS),
        Field("count", _("Counted as"), Entry.COUNT),
    ),
    build=_build,
    issue="issue_letter",
)
