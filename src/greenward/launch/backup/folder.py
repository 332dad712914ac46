"""The files of an installation: what of its folder belongs into a backup, and how it is put back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from .archive import CHUNK

LEFT_OUT = {"postgres", "exports", "backups"}
"""The embedded server's own files (its tables are copied), files that can be made again, and the
folder for backups, should they be kept here."""
PASSING = ("replaced-", "restoring-")
PRIVATE, PUBLIC = ".key", ".pub"


def plain_files(home: Path) -> list[Path]:
    """The files to keep, private keys left out; paths below `home`, sorted."""
    return sorted(path for path in _all(home) if path.suffix != PRIVATE)


def private_keys(home: Path) -> dict[str, bytes]:
    """Every private key of the installation by its path below `home`."""
    found = sorted(path for path in _all(home) if path.suffix == PRIVATE)
    return {path.as_posix(): (home / path).read_bytes() for path in found}


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def put_in_place(staged: Path, home: Path) -> Path | None:
    """Move staged files into the installation. A file that differs is kept aside, and with a
    public key the private one that no longer belongs to it; the folder where, if there is one."""
    aside = home / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for path in _all(staged):
        target = home / path
        if target.exists() and target.read_bytes() != (staged / path).read_bytes():
            _move(target, aside / path)
            private = path.with_suffix(PRIVATE)
            if path.suffix == PUBLIC and (home / private).exists():
                _move(home / private, aside / private)
    for path in _all(staged):
        _move(staged / path, home / path)
    shutil.rmtree(staged)
    return aside if aside.exists() else None


def _all(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        here = Path(folder)
        if here == top:
            folders[:] = [n for n in folders if n not in LEFT_OUT and not n.startswith(PASSING)]
        for name in names:
            path = here / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(top)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)
