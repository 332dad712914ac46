"""A certificate as it is printed: its words in the page's language and its two codes. The letters
room prints the same content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.safestring import SafeString

from . import codes, kinds, numbers
from .models import Certificate


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper. `rows` are labels and values, the codes are SVG."""

    title: str
    number: str
    rows: list[tuple[str, str]]
    issued_on: date
    last_day: date | None
    small_code: SafeString
    whole_code: SafeString
    address: str
    revoked: bool


def sheet(certificate: Certificate) -> Sheet:
    """The sheet of an issued certificate."""
    kind = kinds.named(certificate.kind)
    assert certificate.number and certificate.issued_on, "a draft has no sheet"
    return Sheet(
        title=str(kind.title),
        number=numbers.written(certificate.number),
        rows=kind.rows(certificate.claims),
        issued_on=certificate.issued_on,
        last_day=certificate.last_day,
        small_code=codes.small(certificate.number),
        whole_code=codes.whole(certificate.jws),
        address=f"{settings.PUBLIC_URL}/v",
        revoked=certificate.status == Certificate.Status.REVOKED,
    )
