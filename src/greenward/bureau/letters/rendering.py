"""From a letter to what is read: its content, its sheet for typst, its page for a browser."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from greenward.law.language import Text

from . import content, seals
from .kinds import Source, named
from .models import Authority, Letter
from .numbers import signing_for
from .printing import print_images, print_pdf

DRAFT = "草稿 DRAFT"
NOTE = "Translation for convenience; the Chinese text governs."
CHECK = Text("核验本文书", "Check this letter")


class NobodySigns(ValidationError):
    """No authority is named for the letter's area."""


def signer_of(letter: Letter) -> Authority:
    """Who signs the letter. Raises NobodySigns."""
    found = letter.authority or signing_for(letter.matter.area)
    if found is None:
        raise NobodySigns(
            _("Nobody is named yet who signs letters of %(area)s. A director enters that first.")
            % {"area": letter.matter.area}
        )
    return found


def addressee(letter: Letter) -> str:
    return str(letter.party.organisation or letter.party.user)


def built(letter: Letter, on: date | None = None) -> content.Content:
    """What the letter says: as it was issued, or as its draft would say it today."""
    if letter.content is not None:
        return content.read(letter.content)
    organisation = letter.party.organisation
    source = Source(
        letter=letter,
        matter=letter.matter,
        authority=signer_of(letter),
        addressee=addressee(letter),
        identifier=(organisation.uscc or "") if organisation else "",
        entered=letter.fields,
        on=on or timezone.localdate(),
    )
    return named(letter.kind).build(source)


def sheet(letter: Letter) -> dict[str, Any]:
    """The data of ``letter.typ`` and of the page: parts in each language, number, mark, seal, QR."""
    signer, on = signer_of(letter), letter.issued_on or timezone.localdate()
    said = built(letter, on)
    address = check_address(letter) if letter.code else ""
    ask = settings.PUBLIC_URL + reverse("letters:ask")
    languages = ["zh", "en"] if letter.translated else ["zh"]
    return {
        "number": letter.number,
        "authority": signer.name_zh,
        "date": [on.year, on.month, on.day],
        "mark": "" if letter.is_issued else DRAFT,
        "seal": seals.drawn(signer.name_zh) if letter.code else "",
        "seal_alt": f"{signer.name_zh}（电子印章）",
        "qr": seals.qr(address) if address else "",
        "check": CHECK.zh,
        "check_lines": [CHECK.zh, letter.code, ask] if address else [],
        "parts": [_part(letter, said, signer, on, lang) for lang in languages],
    }


def _part(
    letter: Letter, said: content.Content, signer: Authority, on: date, lang: str
) -> dict[str, Any]:
    name = addressee(letter)
    return {
        **content.in_language(said, lang),
        "authority": signer.name_zh if lang == "zh" else signer.name_en,
        "addressee": f"{name}：" if lang == "zh" else f"To: {name}",
        "day": content.day(on).in_(lang),
        "note": "" if lang == "zh" else NOTE,
        "sealed": lang == "zh",
    }


def pdf(letter: Letter) -> bytes:
    """The letter for the archive."""
    return print_pdf("letter", sheet(letter))


def draft_pdf(letter: Letter) -> bytes:
    """The draft as it would be issued today, marked; the signs it cannot print are refused."""
    return pdf(letter)


def images(letter: Letter) -> list[bytes]:
    return print_images("letter", sheet(letter))


def page(letter: Letter) -> bytes:
    """The letter as a page that needs nothing else, for the file."""
    with override("zh-hans"):
        return render_to_string("letters/file.html", {"sheet": sheet(letter)}).encode()


def check_address(letter: Letter) -> str:
    """Where anyone may check the letter, as its QR says it."""
    return f"{settings.PUBLIC_URL}{reverse('letters:check', args=[letter.code])}"
