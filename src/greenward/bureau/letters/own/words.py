"""Sentences and tables that several kinds of letters share."""

from __future__ import annotations

from greenward.law.language import Text

from ..content import Line, day, typed
from ..kinds import Source
from ..models import Letter

NUMBER = Text("文号", "Number of the letter")
MATTER = Text("案件编号", "Matter")


def matter_lines(source: Source) -> tuple[Line, ...]:
    """Who and what the letter is about."""
    found = [
        Line(MATTER, typed(source.matter.number)),
        Line(Text("事项", "Subject"), _title(source)),
        Line(Text("当事人", "Party"), typed(source.addressee)),
    ]
    if source.identifier:
        code = Text("统一社会信用代码", "Unified social credit code")
        found.append(Line(code, typed(source.identifier)))
    return tuple(found)


def _title(source: Source) -> Text:
    matter = source.matter
    return Text(matter.title, matter.title_en or matter.title)


def earlier(source: Source) -> Letter:
    """The issued letter this one is about."""
    assert source.letter.about is not None  # drafts.write saw to it
    return source.letter.about


def about_lines(source: Source) -> tuple[Line, ...]:
    """Which letter this one is about, before the matter itself."""
    letter = earlier(source)
    return (
        Line(Text("文书", "Letter"), Text(*title_of(letter))),
        Line(NUMBER, typed(letter.number)),
        Line(Text("签发日期", "Issued on"), day(letter.issued_on)),
        *matter_lines(source),
    )


def title_of(letter: Letter) -> tuple[str, str]:
    from ..kinds import named

    title = named(letter.kind).title
    return title.zh, title.en


def remedies(source: Source) -> tuple[Text, ...]:
    """Where and until when to appeal: reconsideration 60 days, suit six months (Reconsideration
    Law, Article 20; Litigation Law, Article 46)."""
    authority = source.authority
    return (
        Text(
            f"对本文书不服的，可以自知道之日起六十日内向{authority.review_zh}申请行政复议。",
            f"You may ask {authority.review_en} for reconsideration within sixty days of learning "
            "of this letter.",
        ),
        Text(
            f"也可以自知道之日起六个月内向{authority.court_zh}提起行政诉讼。",
            f"You may also bring suit before {authority.court_en} within six months of learning "
            "of it.",
        ),
        Text(
            "复议和诉讼期间，本文书不停止执行，法律另有规定的除外。",
            "Neither stops what this letter asks, unless the law says otherwise.",
        ),
    )


def contact(source: Source) -> Text:
    """How to reach whoever wrote it."""
    authority = source.authority
    if not (authority.address or authority.phone):
        return Text("有疑问的，请联系我局。", "Please ask us if anything is unclear.")
    zh = "，".join(filter(None, (authority.address, authority.phone)))
    en = ", ".join(filter(None, (authority.address, authority.phone)))
    return Text(f"联系方式：{zh}。", f"To reach us: {en}.")
