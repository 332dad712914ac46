"""What makes a letter recognisable: the drawn seal, the QR, and a signature over the PDF's hash.

The drawing is for the eye and proves nothing; the signature does, with the key of the purpose
"letter" (`greenward.trust.keys`). The electronic signature law asks that a change is noticed.
"""

from __future__ import annotations

import base64
import io
import math
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

import segno
from django.conf import settings

from greenward.law.canonical import canonical
from greenward.trust.keys import KeyRing

PURPOSE = "letter"
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Signs of a code to be read aloud and typed: none that looks like another."""
CODE_LENGTH = 16
ARC = 250
"""Degrees of the circle the authority's name takes."""


def new_code() -> str:
    """A code of 80 random bits, in groups of four: ``7KQ2-…``; it cannot be guessed."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return "-".join(signs[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def drawn(authority: str) -> str:
    """The round red seal with its star, the name along the upper edge, as SVG."""
    red = "#c8102e"
    size = min(11.0, 2 * math.pi * 36 * ARC / 360 / max(len(authority), 1) * 0.92)
    step = ARC / max(len(authority) - 1, 1)
    begin = -ARC / 2 if len(authority) > 1 else 0.0
    letters = "".join(
        f'<text x="50" y="{6 + size:.2f}" text-anchor="middle" font-size="{size:.2f}" '
        f'transform="rotate({begin + step * place:.2f} 50 50)">{_escaped(sign)}</text>'
        for place, sign in enumerate(authority)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img">'
        f'<circle cx="50" cy="50" r="48" fill="none" stroke="{red}" stroke-width="2.6"/>'
        f'<polygon points="{_star(50, 50, 15)}" fill="{red}"/>'
        f'<g fill="{red}" font-family="Noto Sans CJK SC, Noto Sans SC, sans-serif">{letters}</g>'
        "</svg>"
    )


def qr(address: str) -> str:
    """A QR of the page that checks the letter, as SVG (ISO/IEC 18004, level M)."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        made, kind="svg", border=2, xmldecl=False, omitsize=True
    )
    return made.getvalue().decode()


@dataclass(frozen=True)
class Signature:
    """The id of the key and the signature it made, as an issued letter keeps them."""

    kid: str
    value: bytes

    @property
    def stored(self) -> dict[str, str]:
        return {"kid": self.kid, "signature": base64.b64encode(self.value).decode()}


def statement(number: str, authority: str, issued_on: date, sha256: str) -> bytes:
    """What is signed: canonical JSON of who issued which letter when, with its PDF's SHA-256."""
    said = {
        "letter": number,
        "authority": authority,
        "issued_on": issued_on.isoformat(),
        "sha256": sha256,
    }
    return canonical(said).encode()


def sign(message: bytes) -> Signature:
    """Raises greenward.trust.keys.KeyTrouble."""
    signer = _ring().signer()
    return Signature(signer.kid, signer.sign(message))


def holds(stored: dict[str, Any], message: bytes) -> bool:
    """Whether a stored signature is one over the message. Raises KeyTrouble for an unknown key."""
    key = _ring().public_key(stored["kid"])
    return key.verify(message, base64.b64decode(stored["signature"]))


def _ring() -> KeyRing:
    return KeyRing(settings.KEYS, PURPOSE)


def _star(x: float, y: float, radius: float) -> str:
    inner = radius * 0.382
    corners = ((radius if n % 2 == 0 else inner, math.radians(36 * n - 90)) for n in range(10))
    return " ".join(f"{x + r * math.cos(a):.2f},{y + r * math.sin(a):.2f}" for r, a in corners)


def _escaped(sign: str) -> str:
    return {"<": "&lt;", "&": "&amp;", ">": "&gt;", '"': "&quot;"}.get(sign, sign)
