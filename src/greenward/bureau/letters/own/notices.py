"""Letters that ask or remind: the notice of what an application lacks (Licensing Law, Article 32),
a reminder of an earlier letter, and the letter that takes another back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from greenward.bureau.casework.models import Matter, Request
from greenward.law.language import Text

from ..content import Content, day, lines
from ..kinds import Entry, Field, LetterKind, Source
from ..models import Letter
from .words import about_lines, contact, earlier, matter_lines, remedies


def _by(source: Source, zh: str, en: str) -> Text | None:
    """A sentence with the day entered as `until`; None while there is none."""
    if not source.text("until"):
        return None
    said = day(date.fromisoformat(source.text("until")))
    return Text(zh.format(said.zh), en.format(said.en))


def _open_request(matter: Matter) -> Request | None:
    return matter.requests.filter(answered_at=None, withdrawn_at=None).first()


def _request_items(matter: Matter, about: Letter | None) -> dict[str, Any]:
    """What the matter's open request for what is missing lists, in Chinese, and its day."""
    request = _open_request(matter)
    if request is None:
        return {}
    with override("zh-hans"):
        items = [
            f"{item.what}（{item.get_type_display()}{'，' + item.article if item.article else ''}）"
            for item in request.items.all()
        ]
    until = request.due_on.isoformat() if request.due_on else ""
    return {"missing": "\n".join(items), "until": until}


def _correction_request(source: Source) -> Content:
    return Content(
        title=CORRECTION_REQUEST.title,
        opening=Text(
            "你单位提交的材料不齐全或者不符合规定形式。需要补正的全部内容一次告知如下。",
            "What you submitted is not complete or not in the form required. Everything that is "
            "missing is listed here at once.",
        ),
        facts=matter_lines(source),
        basis=lines(source.text("basis")),
        asks=lines(source.text("missing")),
        until=_by(source, "请于{}前补正。", "Please supply it by {}."),
        closing=contact(source),
    )


def _reminder(source: Source) -> Content:
    return Content(
        title=REMINDER.title,
        opening=Text(
            "下列文书要求的事项仍待办理，请尽快办理。",
            "What the letter below asks of you is still open. Please see to it soon.",
        ),
        facts=about_lines(source),
        asks=lines(source.text("text")),
        until=_by(source, "请于{}前办理。", "Please see to it by {}."),
        closing=contact(source),
    )


def _withdrawal(source: Source) -> Content:
    number = earlier(source).number
    return Content(
        title=WITHDRAWAL.title,
        opening=Text(
            f"我局撤回下列文书（{number}），该文书自本通知书送达之日起不再有效。",
            f"We take back the letter below ({number}). It has no effect from the day this one is "
            "served.",
        ),
        facts=about_lines(source),
        findings=lines(source.text("reason")),
        remedies=remedies(source),
        closing=contact(source),
    )


UNTIL = Field("until", _("By"), Entry.DATE, required=False)

CORRECTION_REQUEST = LetterKind(
    name="correction_request",
    word="补告",
    title=Text("补正材料告知书", "Notice of what is missing"),
    fields=(
        Field("missing", _("What is missing or wrong"), help=_("One point a line.")),
        Field("basis", _("Legal basis"), required=False, help=_("One article a line.")),
        UNTIL,
    ),
    build=_correction_request,
    initial=_request_items,
)
REMINDER = LetterKind(
    name="reminder",
    word="提醒",
    title=Text("办理提醒函", "Reminder"),
    fields=(Field("text", _("What is still open"), help=_("One point a line.")), UNTIL),
    build=_reminder,
    about=frozenset({"order", "correction_request", "withdrawal"}),
)
WITHDRAWAL = LetterKind(
    name="withdrawal",
    word="撤回",
    title=Text("撤回通知书", "Notice of withdrawal"),
    fields=(Field("reason", _("Why it is taken back"), help=_("One reason a line.")),),
    build=_withdrawal,
    issue="issue_letter",
    about=frozenset({"order", "correction_request", "reminder"}),
)
