"""The key that signs sessions and forms: made once for an installation, readable by it alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from greenward.launch.errors import from_os_error

VARIABLE = "GREENWARD_SECRET_KEY"


def secret_key(home: Path) -> str:
    """The value of GREENWARD_SECRET_KEY, else the key kept in `home`, made on first use.

    Processes that start together agree on one key. Raises LaunchError when it cannot be kept.
    """
    if given := os.environ.get(VARIABLE, "").strip():
        return given
    path = home / "secret.key"
    try:
        if not path.exists():
            _make(path)
        return path.read_text().strip()
    except OSError as error:
        raise from_os_error(error, "keep the secret key", path) from error


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
