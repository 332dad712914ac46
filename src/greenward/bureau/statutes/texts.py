"""Official texts: a file is loaded under its instrument and language, and compared with our reading.

The same file again changes nothing; another one supersedes it, and every rule whose words differ is
named, so that a person reads them anew. Serves every article of the city's instruments.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.documents import keep
from greenward.law.anchors import Match, Reading
from greenward.law.language import Edition
from greenward.law.texts import OfficialText as TextRead
from greenward.law.texts import TextRefused, normalised, read_text

from . import selectors
from .cities import city_of, installed, instruments
from .errors import FileRefused, StatutesError
from .models import OfficialText, Passage

LIMIT = 5 * 2**20
"""Largest file in bytes: a law is some hundred kilobytes."""


@dataclass(frozen=True)
class Loaded:
    """What loading a file did. `created` is False when this very file was loaded already."""

    text: OfficialText
    created: bool
    articles: int
    paragraphs: int
    items: int
    left_out: tuple[str, ...]
    compared: tuple[tuple[Reading, Match], ...]


def load(
    actor: Actor, content: bytes, file_name: str, instrument: str = "", language: str = ""
) -> Loaded:
    """Load an official text. Instrument and language are found in the file where they are not given.

    Raises StatutesError when the file is no such text or its instrument cannot be told.
    """
    if len(content) > LIMIT:
        raise StatutesError(_("The file is larger than 5 MB; the text of a law is not."))
    try:
        read = read_text(content)
    except TextRefused as refused:
        raise FileRefused(refused) from refused
    code = _instrument(read, file_name, instrument)
    _check_language(read, language)
    _check_form(read, code)
    with act(actor, "load_text", area=city_of(actor)) as event:
        text, created = _keep(actor, read, content, file_name, code)
        event.subject = text
        event.note(instrument=code, language=read.language, new=created, sha256=text.document_id)
    return _loaded(text, created, read.left_out)


def _keep(
    actor: Actor, read: TextRead, content: bytes, file_name: str, code: str
) -> tuple[OfficialText, bool]:
    document = keep(actor, io.BytesIO(content), file_name, "text/plain")
    there = selectors.latest_text(code, read.language)
    if there and there.document_id == document.pk:
        return there, False
    text = OfficialText.objects.create(
        instrument=code,
        language=read.language,
        document=document,
        file_name=file_name[:255],
        front="\n".join(read.front),
        loaded_by=actor.name,
    )
    Passage.objects.bulk_create(
        Passage(
            text=text,
            order=order,
            place=one.place,
            chapter=one.chapter,
            heading=one.heading,
            label=one.label,
            words=one.words,
            sha256=one.sha256,
        )
        for order, one in enumerate(read.passages, 1)
    )
    return text, True


def _loaded(text: OfficialText, created: bool, left_out: tuple[str, ...]) -> Loaded:
    places = list(text.passages.values_list("place", flat=True))
    items = sum("__item_" in place for place in places)
    compared = [
        found
        for edition in installed()
        for found in selectors.compared(edition)
        if found[0].instrument == text.instrument
    ]
    return Loaded(
        text,
        created,
        articles=len({p.partition("__")[0] for p in places if p.startswith("art_")}),
        paragraphs=len(places) - items,
        items=items,
        left_out=left_out,
        compared=tuple(compared) if text.language == OfficialText.Language.ZH else (),
    )


# --- what the file is -----------------------------------------------------------------------


def _instrument(read: TextRead, file_name: str, given: str) -> str:
    """The instrument's code: by its title in the file, by the pack's name in the file's name, or
    as given."""
    known = instruments()
    if given and given not in known:
        raise StatutesError(
            _("There is no instrument %(code)s. Known: %(known)s.")
            % {"code": given, "known": _listed(known)}
        )
    titled = _titled(read)
    if given and titled and given not in titled:
        raise StatutesError(
            _("The file carries the title of %(found)s, not of %(given)s.")
            % {"found": ", ".join(titled), "given": given}
        )
    if given or len(titled) == 1:
        return given or titled[0]
    named = [e for e in installed() if e.pack in file_name.casefold() and e.instruments]
    if len(named) == 1:
        return named[0].instruments[0].code
    raise StatutesError(
        _("The file does not say which instrument it is. Name it; known are: %(known)s.")
        % {"known": _listed(known)}
    )


def _titled(read: TextRead) -> list[str]:
    """The instruments whose whole title stands on a line before the first article."""
    lines = read.front or tuple(p.words for p in read.passages[:5])
    return [
        code
        for code, one in instruments().items()
        if any(_is_title(line, t) for line in lines for t in (one.title.zh, one.title.en))
    ]


def _is_title(line: str, title: str) -> bool:
    """Whether a line is the title, alone or behind the number of a collection."""
    return normalised(line).casefold().lstrip("0123456789.、") == normalised(title).casefold()


def _check_language(read: TextRead, given: str) -> None:
    if given and given != read.language:
        told = dict(OfficialText.Language.choices)
        raise StatutesError(
            _("The file reads as %(found)s, not as %(given)s.")
            % {"found": told[read.language], "given": told.get(given, given)}
        )


def _check_form(read: TextRead, code: str) -> None:
    """A law with articles is not a text without them."""
    if read.articles or not any(_has_articles(edition, code) for edition in installed()):
        return
    raise StatutesError(
        _(
            "No article was found in the file. Each must begin a line, as 第三十二条 or Article 32 "
            "followed by a space."
        )
    )


def _has_articles(edition: Edition, code: str) -> bool:
    main = edition.instruments[0].code if edition.instruments else ""
    return any(
        (one.instrument or main) == code
        and (one.number if hasattr(one, "number") else one.article)[:1].isdecimal()
        for one in (*edition.articles, *edition.rules())
    )


def _listed(known: Iterable[str]) -> str:
    return ", ".join(sorted(known)) or "—"
