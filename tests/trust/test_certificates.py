"""Certificates against the vectors of RFC 8037 and RFC 7638, and against whoever alters them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey

from greenward.trust import certificates as trust
from greenward.trust.certificates import (
    Altered,
    Certificate,
    CertificateError,
    Malformed,
    UnknownKey,
)
from greenward.trust.keys import ALGORITHMS, ED25519, KeyRing, PublicKey, Signer

# RFC 8037, appendix A.1-A.4.
D = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
SIGNED = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt"
    "9g7sVvpAr_MuM0KAg"
)


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Device:
    """A signer that is no file: as a device behind the interface would be."""

    kid: str
    private: bytes

    def sign(self, message: bytes) -> bytes:
        return ALGORITHMS[ED25519].sign(self.private, message)


RFC = Device("rfc", raw(D))
PLAIN = {"kty": "OKP", "crv": "Ed25519", "x": X}
KEY = trust.jwk(PublicKey("rfc", raw(X), date(2026, 1, 1)))
LABEL = Certificate(
    issuer="http://localhost:8000",
    number="7Q2M9XR4TKWD",
    kind="green_building_label",
    issued_at=1_795_000_000,
    expires_at=1_890_000_000,
    log=4711,
    says={"building": "440304A017", "name": "岭南大厦", "star": 2, "date": "2026-11-20"},
)
TEXT = trust.sign(LABEL, RFC)


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_the_signature_of_rfc_8037() -> None:
    message, _, signature = SIGNED.rpartition(".")
    assert RFC.sign(message.encode()) == raw(signature)
    opened = jws.deserialize_compact(SIGNED, OKPKey.import_key(PLAIN), ["EdDSA"])
    assert opened.payload == b"Example of Ed25519 signing"


def test_the_thumbprint_of_rfc_7638() -> None:
    assert trust.print_of(KEY) == THUMBPRINT
    assert trust.print_of({**KEY, "kid": "another", "use": "sig"}) == THUMBPRINT


def test_what_is_signed_is_read_again() -> None:
    assert trust.verify(TEXT, [KEY]) == (LABEL, "rfc")
    assert trust.number_claimed(TEXT) == LABEL.number


def test_any_reader_of_jws_can_verify_it() -> None:
    opened = jws.deserialize_compact(TEXT, OKPKey.import_key(dict(KEY)), [ED25519])
    assert json.loads(opened.payload) == LABEL.claims()
    assert opened.protected == {"alg": "Ed25519", "kid": "rfc"}


def test_the_end_is_past_at_its_second() -> None:
    assert not LABEL.expired(1_889_999_999)
    assert LABEL.expired(1_890_000_000)
    assert not Certificate("i", "n", "k", 0).expired(10**12)


def test_a_kind_cannot_say_what_is_registered() -> None:
    with pytest.raises(ValueError, match="jti"):
        trust.sign(Certificate("i", "n", "k", 0, says={"jti": "other"}), RFC)


@given(st.integers(0, len(TEXT) - 1), st.integers(0, 127))
def test_one_altered_character_is_never_genuine(at: int, code: int) -> None:
    altered = TEXT[:at] + chr(code) + TEXT[at + 1 :]
    assume(altered != TEXT)
    with pytest.raises(CertificateError):
        trust.verify(altered, [KEY])


@given(st.integers(0, len(TEXT) * 8 - 1))
def test_one_altered_bit_is_never_genuine(bit: int) -> None:
    changed = bytearray(TEXT.encode())
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CertificateError):
        trust.verify(changed.decode("latin-1"), [KEY])


@given(st.text())
def test_no_other_text_is_genuine(text: str) -> None:
    for one in (text, TEXT + text, text + TEXT, TEXT.replace(".", "." + text, 1)):
        if one != TEXT:
            with pytest.raises(CertificateError):
                trust.verify(one, [KEY])


@given(
    st.dictionaries(
        st.text(max_size=8).filter(lambda name: name not in trust.REGISTERED),
        st.text(max_size=20) | st.integers(-(2**53), 2**53),
        max_size=8,
    )
)
def test_all_it_may_say_survives(says: dict[str, Any]) -> None:
    given = Certificate("iss", "n", "k", 1, says=says)
    assert trust.verify(trust.sign(given, RFC), [KEY])[0] == given


def test_a_rotated_key_still_verifies(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path, "certificate")
    before = trust.sign(LABEL, ring.signer())
    ring.rotate()
    after = trust.sign(LABEL, ring.signer())
    keys = [trust.jwk(key) for key in ring.public_keys()]
    assert [trust.verify(text, keys)[1] for text in (before, after)] == [
        "certificate-1",
        "certificate-2",
    ]


def test_a_key_of_another_purpose_signs_no_certificate(tmp_path: Path) -> None:
    ours, log = (KeyRing(tmp_path, purpose) for purpose in ("certificate", "log"))
    ours.signer()
    keys = [trust.jwk(key) for key in ours.public_keys()]
    with pytest.raises(UnknownKey):
        trust.verify(trust.sign(LABEL, log.signer()), keys)
    renamed = PublicKey("certificate-1", log.signer().public.raw, date(2026, 1, 1))
    with pytest.raises(Altered):
        trust.verify(trust.sign(LABEL, Signer(renamed, log.signer()._private)), keys)


def other(header: dict[str, Any], payload: Any = None) -> str:
    """A well-signed text of another form."""
    parts = [header, LABEL.claims() if payload is None else payload]
    message = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
    )
    signature = base64.urlsafe_b64encode(RFC.sign(message.encode())).decode().rstrip("=")
    return f"{message}.{signature}"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": "rfc"},
        {"alg": "EdDSA", "kid": "rfc"},
        {"alg": "HS256", "kid": "rfc"},
        {"alg": "Ed25519"},
        {"alg": "Ed25519", "kid": 1},
        {"alg": "Ed25519", "kid": "rfc", "jwk": KEY},
        {"alg": "Ed25519", "kid": "rfc", "crit": ["b64"], "b64": False},
        ["Ed25519", "rfc"],
    ],
)
def test_there_is_one_form_of_header(header: Any) -> None:
    with pytest.raises(Malformed):
        trust.verify(other(header), [KEY])


@pytest.mark.parametrize(
    "payload",
    [
        [],
        {},
        {**LABEL.claims(), "iat": "yesterday"},
        {**LABEL.claims(), "iat": True},
        {**LABEL.claims(), "exp": 1.5},
        {**LABEL.claims(), "jti": 7},
        {**LABEL.claims(), "more": {"deep": 1}},
    ],
)
def test_what_is_well_signed_but_no_certificate(payload: Any) -> None:
    header = {"alg": "Ed25519", "kid": "rfc"}
    with pytest.raises(Malformed):
        trust.verify(other(header, payload), [KEY])


def test_a_text_that_is_too_long_is_not_read() -> None:
    with pytest.raises(Malformed, match="4096"):
        trust.verify("a" * 4097, [KEY])
