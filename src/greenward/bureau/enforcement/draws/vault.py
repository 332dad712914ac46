"""The secret of a draw until its codes are revealed: a file of its owner alone, never a row.

Whoever reads the database, its backups or the log learns the commitment and nothing else; whoever
reads this folder could foretell an order once the public values are known, but never change it. It is
named as private keys are, so that a backup takes it along under a passphrase or not at all.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from greenward.bureau.casework.documents import sync
from greenward.bureau.casework.errors import Refusal
from greenward.trust.draw import SECRET_BYTES


def make(number: str) -> bytes:
    """A new secret for the draw of this number, on disk before anybody commits to it."""
    path, secret = _path(number), secrets.token_bytes(SECRET_BYTES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # of a freezing that did not come through
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync(path.parent)
    return secret


def read(number: str) -> bytes:
    """The secret of a frozen draw. Raises Refusal when its file is gone or is not what was kept."""
    try:
        secret = bytes.fromhex(_path(number).read_text())
    except (OSError, ValueError) as error:
        raise Refusal(
            _(
                "The secret of this draw cannot be read. Bring its file back from a backup made with "
                "--keys; without it the draw can only be abandoned and planned anew."
            )
        ) from error
    if len(secret) != SECRET_BYTES:
        raise Refusal(_("The file with the secret of this draw is damaged."))
    return secret


def _path(number: str) -> Path:
    return Path(settings.HOME) / "draws" / f"{number}.key"
