"""Private keys in a backup: under a passphrase (scrypt, RFC 7914) and AES-256 in GCM, or not at all."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from greenward.launch.errors import LaunchError

COST = 2**16
SHORTEST = 12


def sealed(files: dict[str, bytes], passphrase: str) -> bytes:
    """The files by name, encrypted. Raises LaunchError for a passphrase that is too short."""
    if len(passphrase) < SHORTEST:
        raise LaunchError(
            "The passphrase is too short",
            where=f"{len(passphrase)} characters",
            remedy=f"Take {SHORTEST} or more: several words that belong together only for you.",
        )
    salt, nonce = os.urandom(16), os.urandom(12)
    plain = json.dumps({name: _text(content) for name, content in files.items()}).encode()
    data = AESGCM(_key(passphrase, salt, COST)).encrypt(nonce, plain, None)
    kept = {"cost": COST, "salt": _text(salt), "nonce": _text(nonce), "data": _text(data)}
    return json.dumps(kept).encode()


def unsealed(content: bytes, passphrase: str, path: Path) -> dict[str, bytes]:
    """The files by name. Raises LaunchError when the passphrase is another one."""
    kept = json.loads(content)
    salt, nonce, data = (base64.b64decode(kept[name]) for name in ("salt", "nonce", "data"))
    try:
        plain = AESGCM(_key(passphrase, salt, kept["cost"])).decrypt(nonce, data, None)
    except InvalidTag as error:
        raise LaunchError(
            "The keys in the backup do not open with this passphrase",
            where=path,
            remedy="Nothing was changed. Try again, or restore without --keys.",
        ) from error
    return {name: base64.b64decode(text) for name, text in json.loads(plain).items()}


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
