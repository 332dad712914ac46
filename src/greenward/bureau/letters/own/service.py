"""Letters about service itself: the receipt to be signed, and the public notice (Civil Procedure
Law, Articles 87 and 95; Penalty Law, Article 61)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.models import Matter
from greenward.bureau.casework.models.filings import Label
from greenward.law.language import Text
from greenward.law.national.procedure import step

from ..content import Content, Line, lines, typed
from ..kinds import Entry, Field, LetterKind, Source
from ..models import Letter
from .words import about_lines, contact, earlier, title_of

BLANKS = (
    Text("受送达人签名或者盖章", "Received by (signature or seal)"),
    Text("收到日期", "Received on"),
    Text("代收人及与受送达人的关系", "Received for the party by, and in what relation"),
    Text("拒收事由、见证人", "Refused because; witnesses"),
    Text("送达人", "Served by"),
    Text("备注", "Remarks"),
)


def _service_record(source: Source) -> Content:
    place = Line(Text("送达地点", "Place of service"), typed(source.text("place")))
    return Content(
        title=SERVICE_RECORD.title,
        opening=Text("", ""),
        facts=(*about_lines(source), place),
        closing=Text(
            "签收仅表示收到文书。请在下方签名并写明日期。",
            "Signing says that the letter was received, and nothing else. Please sign and date it "
            "below.",
        ),
        blanks=BLANKS,
    )


def _place(matter: Matter, about: Letter | None) -> dict[str, Any]:
    """The address for service that the party gave, when there is one."""
    from ..consents import in_force

    consent = in_force(about.party) if about else None
    return {"place": consent.address if consent else ""}


def _public_notice(source: Source) -> Content:
    letter = earlier(source)
    zh, en = title_of(letter)
    period = step("public_notice").period
    assert period is not None
    return Content(
        title=PUBLIC_NOTICE.title,
        opening=Text(
            f"因采用其他方式无法送达，现向你单位公告送达《{zh}》（{letter.number}）。"
            f"自本公告发布之日起经过{period.length}日，即视为送达。",
            f"No other way of service succeeded. The {en.lower()} ({letter.number}) is served on "
            f"you by this notice and counts as served {period.length} days after its publication.",
        ),
        findings=lines(source.text("reason")),
        asks=lines(source.text("gist")),
        closing=Text(
            f"你单位可以到我局领取该文书。{contact(source).zh}",
            f"You may collect the letter from us. {contact(source).en}",
        ),
    )


SERVICE_RECORD = LetterKind(
    name="service_record",
    word="送证",
    title=Text("送达回证", "Receipt of service"),
    fields=(Field("place", _("Place of service"), Entry.LINE, required=False),),
    build=_service_record,
    served=False,
    sides=Label.INTERNAL,
    about=frozenset({"order", "correction_request", "reminder", "withdrawal"}),
    initial=_place,
)
PUBLIC_NOTICE = LetterKind(
    name="public_notice",
    word="送公",
    title=Text("送达公告", "Public notice of service"),
    fields=(
        Field(
            "reason", _("Which ways were tried and why they failed"), help=_("One point a line.")
        ),
        Field(
            "gist",
            _("What the letter asks, in short"),
            help=_("Everybody can read it: no names of persons."),
        ),
    ),
    build=_public_notice,
    issue="issue_letter",
    served=False,
    about=frozenset({"order", "correction_request", "withdrawal"}),
    sides=Label.PUBLIC,
)
