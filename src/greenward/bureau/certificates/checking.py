"""The office's own answer to "is this certificate true?": the same steps as the public page takes in
the reader's browser, and the same words for the outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from greenward.trust import certificates as trust

from . import numbers, selectors
from .keys import public_keys
from .models import Certificate

VALID, EXPIRED, REVOKED, NOT_ON_FILE = "valid", "expired", "revoked", "not_on_file"
NO_SUCH_NUMBER, MISTYPED = "no_such_number", "mistyped"


@dataclass(frozen=True)
class Answer:
    """`code` is "valid", "expired", "revoked", or why it cannot be verified: "not_on_file", the
    code of a `CertificateError`, "no_such_number", "mistyped". What it `says` was verified;
    `row` is what the office has on file."""

    code: str
    says: trust.Certificate | None = None
    row: Certificate | None = None

    @property
    def genuine(self) -> bool:
        return self.code in (VALID, EXPIRED, REVOKED)


def check(text: str) -> Answer:
    """The answer to the text of a certificate, or to an address that ends with one."""
    try:
        says, _ = trust.verify(text.strip().rpartition("#")[2], public_keys())
    except trust.CertificateError as error:
        return Answer(error.code)
    row = selectors.by_number(says.number)
    if row is None:
        return Answer(NOT_ON_FILE)
    return Answer(_standing(says, row), says, row)


def check_number(typed: str) -> Answer:
    """The answer to a number: what the office has on file, verified like any other certificate."""
    number = numbers.read(typed)
    if number is None:
        return Answer(MISTYPED)
    row = selectors.by_number(number)
    return check(row.jws) if row else Answer(NO_SUCH_NUMBER)


def _standing(says: trust.Certificate, row: Certificate) -> str:
    if row.status == Certificate.Status.REVOKED:
        return REVOKED
    return EXPIRED if says.expired(int(timezone.now().timestamp())) else VALID
