"""What the check page says: one answer in plain words, why, and what to do now."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from greenward.bureau.certificates import kinds
from greenward.bureau.certificates.checking import Answer
from greenward.bureau.certificates.models import Reason


class Words(NamedTuple):
    """`tone` is "good", "warn" or "bad"; `why` may hold {day}, {reason}."""

    tone: str
    answer: Any
    why: Any
    next: Any = ""


CANNOT = _("This certificate cannot be verified")
ASK = _("Do not rely on it. Ask whoever showed it to you for the original, or the office.")
ANSWERS: dict[str, Words] = {
    "valid": Words(
        "good",
        _("Genuine and valid"),
        _("The office signed exactly this text, and it holds today."),
        _("Compare the building and the star with what you were shown."),
    ),
    "unasked": Words(
        "warn",
        _("Genuine; whether it still holds could not be asked"),
        _("The office signed exactly this text. Whether it was revoked since is known online only."),
        _("Scan it again when you have a connection."),
    ),
    "revoked": Words(
        "bad",
        _("Genuine, but revoked"),
        _("The office signed it, and revoked it on {day}: {reason}."),
        _("It certifies nothing any more."),
    ),
    "expired": Words(
        "bad",
        _("Genuine, but expired"),
        _("The office signed it; it held until {day}."),
        _("Ask for the certificate that holds today."),
    ),
    "unknown_key": Words(
        "bad", CANNOT, _("It is signed with a key that the office never used for certificates."), ASK
    ),
    "altered": Words(
        "bad", CANNOT, _("Its text was changed after it was signed, or somebody else signed it."), ASK
    ),
    "malformed": Words("bad", CANNOT, _("This is not the text of a certificate, or a part of it is missing."), _("Scan the larger of the two codes again, or enter the number below.")),
    "not_on_file": Words(
        "bad", CANNOT, _("The signature fits, but the office has no such certificate on file."), ASK
    ),
    "no_such_number": Words(
        "bad", CANNOT, _("The office never issued a certificate with this number."), ASK
    ),
    "mistyped": Words(
        "warn",
        _("This number is not complete"),
        _("A number has twelve characters, and the last one does not fit the others."),
        _("Look at each character again; O is read as 0, I and L as 1."),
    ),
    "no_crypto": Words(
        "warn",
        _("Your browser cannot check signatures"),
        _("It is too old, or this page was not opened over a secure connection."),
        _("The office can check it for you instead; you then trust the office's answer."),
    ),
}  # fmt: skip


def in_words(found: Answer) -> tuple[str, str, str]:
    """An answer of the office: what it is, why, and what to do now."""
    words, row = ANSWERS[found.code], found.row
    day = (row.revoked_on or row.last_day or "") if row else ""
    why = str(words.why).format(day=day, reason=row.get_reason_display() if row else "")
    return str(words.answer), why, str(words.next)


def all_words() -> dict[str, Any]:
    """Everything the page needs to answer without asking again: for its data block."""
    return {
        "answers": {code: [str(part) for part in words] for code, words in ANSWERS.items()},
        "reasons": {one.value: str(one.label) for one in Reason},
        "kinds": {kind.name: _kind(kind) for kind in kinds.every()},
        "number": str(_("Number of the certificate")),
        "issued": str(_("Issued")),
        "until": str(_("Holds until")),
        "replaced": str(_("See the certificate that took its place")),
    }


def _kind(kind: kinds.Kind) -> dict[str, Any]:
    return {
        "title": str(kind.title),
        "headline": [item.name for item in kind.items if item.name in kind.headline],
        "items": [
            {
                "name": item.name,
                "label": str(item.label),
                "unit": item.unit,
                "choices": {str(value): str(words) for value, words in item.choices.items()},
            }
            for item in kind.items
        ],
        "meanings": [
            {"text": str(one.text), "when": dict(one.when), "times": dict(one.times)}
            for one in kind.meanings
        ],
    }
