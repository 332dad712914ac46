"""Salted commitments: a log holds the commitment, the person's data and the salt lie elsewhere.

While both are kept, anyone who may see them can show that they are what was logged; once they are
deleted (PIPL, Article 47) the commitment says nothing any more and the log stays valid.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

SALT = 32
encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""Canonical JSON as text, for values that are known to be plain."""


def canonical(value: Any) -> bytes:
    """Canonical JSON (RFC 8785) of text, whole numbers, booleans, null, lists and dicts of these.

    Raises ValueError for anything else, since two ways to write a number would give two hashes.
    """
    _require_plain(value)
    return encode(value).encode()


def new_salt() -> bytes:
    return secrets.token_bytes(SALT)


def commit(salt: bytes, said: bytes) -> str:
    """The commitment to a text (the canonical JSON of some values) under a salt: HMAC-SHA-256, hex."""
    return hmac.digest(salt, said, "sha256").hex()


def opens(commitment: str, salt: bytes, said: bytes) -> bool:
    """Whether this is the text committed to."""
    return hmac.compare_digest(commitment, commit(salt, said))


def _require_plain(value: Any) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"{key!r} is no key of canonical JSON")
            _require_plain(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _require_plain(item)
    else:
        raise ValueError(f"{value!r} has no canonical JSON")
