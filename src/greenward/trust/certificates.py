"""Signed certificates: a compact JWS (RFC 7515) with Ed25519 (RFC 8037, named as RFC 9864 has it),
small enough for a QR code and verifiable by anybody who holds the public keys (RFC 7517), offline.

The check is strict, so that every program that makes it gives one answer: one algorithm, two header
members, canonical base64url; a certificate with any byte altered is never genuine. Whether a genuine
certificate still holds is a second question: its own end (`exp`) and the office's status list.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey, thumbprint

from .keys import ED25519, PublicKey

LONGEST = 4_096
"""Characters of a certificate; the largest QR code holds fewer (2,953 bytes at level L)."""
HEADER = {"alg", "kid"}
REGISTERED = ("iss", "jti", "iat", "exp", "vct", "log")
"""Claims every kind of certificate has or may have; a kind's own claims take no such name."""

Jwk = Mapping[str, Any]
Value = str | int


class CertificateError(Exception):
    """A text is not a genuine certificate; `code` says why, for programs and for translation."""

    code = "not_genuine"


class Malformed(CertificateError):
    """It is not a certificate at all: not three parts, not canonical, not its members."""

    code = "malformed"


class UnknownKey(CertificateError):
    """It names a key that the office never had for certificates (another purpose's key as well)."""

    code = "unknown_key"


class Altered(CertificateError):
    """The signature does not fit: the text was changed, or somebody else signed it."""

    code = "altered"


class Signs(Protocol):
    """Whoever signs: `greenward.trust.keys.Signer`, or a device behind it."""

    @property
    def kid(self) -> str: ...
    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True)
class Certificate:
    """What a certificate says.

    `issued_at` and `expires_at` are seconds since 1970, UTC. `log` is the number of entries the
    log had when it was signed: the entry of its issue comes after these. `says` are the claims of
    its `kind`: text and whole numbers.
    """

    issuer: str
    number: str
    kind: str
    issued_at: int
    expires_at: int | None = None
    log: int | None = None
    says: Mapping[str, Value] = field(default_factory=dict)

    def expired(self, at: int) -> bool:
        """Whether its own end has passed at `at` (seconds since 1970); the end itself is past."""
        return self.expires_at is not None and at >= self.expires_at

    def claims(self) -> dict[str, Value]:
        """The claims set of RFC 7519, in the order it is signed. Raises ValueError when one of the
        kind's own claims takes the name of a registered one."""
        if taken := set(REGISTERED) & set(self.says):
            raise ValueError(f"these names are taken: {sorted(taken)}")
        ours = (self.issuer, self.number, self.issued_at, self.expires_at, self.kind, self.log)
        given = zip(REGISTERED, ours, strict=True)
        return {name: value for name, value in given if value is not None} | dict(self.says)


def sign(certificate: Certificate, signer: Signs) -> str:
    """The certificate as a compact JWS."""
    header = _part({"alg": ED25519, "kid": signer.kid})
    message = f"{header}.{_part(certificate.claims())}"
    return f"{message}.{_base64url(signer.sign(message.encode()))}"


def verify(text: str, keys: Iterable[Jwk]) -> tuple[Certificate, str]:
    """What a genuine certificate says and the id of the key that signed it.

    `keys` are all public keys ever used for certificates, as `jwk` gives them. Raises Malformed,
    UnknownKey or Altered; nothing that the text says may be shown as true then.
    """
    signed = _read(text)
    kid = signed.protected["kid"]
    key = next((one for one in keys if one.get("kid") == kid), None)
    if key is None:
        raise UnknownKey(f"No key {kid} was ever used for certificates.")
    try:
        fits = jws.validate_compact(signed, OKPKey.import_key(dict(key)), [ED25519])
    except JoseError as error:
        raise Altered(str(error)) from error
    if not fits:
        raise Altered("The signature does not fit the text.")
    return _certificate(signed.payload), kid


def number_claimed(text: str) -> str:
    """The number a text claims to have, unverified: only to look it up. "" when it has none."""
    try:
        return _certificate(_read(text).payload).number
    except Malformed:
        return ""


def jwk(key: PublicKey) -> dict[str, str]:
    """A public key as RFC 8037 writes it. Raises ValueError for another algorithm than Ed25519."""
    if key.algorithm != ED25519:
        raise ValueError(f"{key.kid} is no {ED25519} key")
    x = _base64url(key.raw)
    return {
        "kty": "OKP", "crv": ED25519, "x": x, "kid": key.kid, "use": "sig", "alg": ED25519,
    }  # fmt: skip


def print_of(key: Jwk) -> str:
    """The thumbprint of a public key (RFC 7638), to compare it by eye or by telephone."""
    return thumbprint({name: key[name] for name in ("crv", "kty", "x")})


def _read(text: str) -> jws.CompactSignature:
    """The parts of a JWS that has the one form we sign. Raises Malformed."""
    if len(text) > LONGEST:
        raise Malformed(f"A certificate has at most {LONGEST} characters.")
    try:
        signed = jws.extract_compact(text.encode("ascii"))
    except (JoseError, ValueError) as error:
        raise Malformed("This is not the text of a certificate.") from error
    header = signed.protected
    if (
        not isinstance(header, dict)
        or set(header) != HEADER
        or header["alg"] != ED25519
        or not isinstance(header["kid"], str)
    ):
        raise Malformed(f"A certificate is signed with {ED25519} and names its key.")
    return signed


def _certificate(payload: bytes) -> Certificate:
    """The claims of a payload by their types. Raises Malformed."""
    try:
        claims = json.loads(payload)
    except ValueError as error:
        raise Malformed("The claims are not JSON.") from error
    if not (isinstance(claims, dict) and _fits(claims)):
        raise Malformed("These are not the claims of a certificate.")
    return Certificate(
        issuer=claims["iss"],
        number=claims["jti"],
        kind=claims["vct"],
        issued_at=claims["iat"],
        expires_at=claims.get("exp"),
        log=claims.get("log"),
        says={name: value for name, value in claims.items() if name not in REGISTERED},
    )


def _fits(claims: dict[str, Any]) -> bool:
    texts = all(isinstance(claims.get(name), str) for name in ("iss", "jti", "vct"))
    whole = _is_whole(claims.get("iat")) and all(
        _is_whole(claims[name]) for name in ("exp", "log") if name in claims
    )
    return texts and whole and all(isinstance(v, str) or _is_whole(v) for v in claims.values())


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _part(content: Mapping[str, Value]) -> str:
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    return _base64url(text.encode())


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
