"""Copies of checkpoints outside the house: without one, whoever holds the key could write the
whole log anew and nobody could tell.

GREENWARD_ANCHOR names the place, as ``directory:/path`` of a medium that another body keeps. A new
kind of place is one function, registered under its word: it hands the note over and gives a receipt.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .errors import LogError
from .models import Checkpoint, OutsideCopy
from .selectors import last_checkpoint, published

EVERY = timedelta(days=1)
SUFFIX = ".checkpoint"

Send = Callable[[str, str, str], str]
"""``send(address, name, note)``: hands a note over and gives the receipt. May raise OSError."""
_places: dict[str, Send] = {}


def register(word: str, send: Send) -> None:
    """Add a kind of place; call it in ``AppConfig.ready``."""
    _places[word] = send


def into_directory(address: str, name: str, note: str) -> str:
    """Write the note as a file that appears whole and is never overwritten."""
    folder = Path(address)
    folder.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            os.fchmod(handle, 0o644)
            file.write(note)
            file.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            os.link(draft, folder / name)
    finally:
        os.unlink(draft)
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    return f"{folder / name} sha256 {digest}"


register("directory", into_directory)


def place() -> str:
    """The place that is set, as ``word:address``; empty when none is."""
    told = settings.LOG_ANCHOR
    return told if not told or ":" in told else f"directory:{told}"


def is_due() -> bool:
    """Whether the log has grown since its last copy, and that copy is a day old or none exists."""
    newest = last_checkpoint()
    if not place() or newest is None or newest.copies.exists():
        return False
    last = OutsideCopy.objects.order_by("pk").last()
    return last is None or last.at <= timezone.now() - EVERY


def copy_out() -> OutsideCopy | None:
    """Hand the last checkpoint to the place; None while the log is empty. Raises LogError."""
    newest, told = last_checkpoint(), place()
    if newest is None:
        return None
    word, _, address = told.partition(":")
    if word not in _places:
        raise LogError(
            f"GREENWARD_ANCHOR is “{told}”; known are: {', '.join(sorted(_places))}, each written "
            "as WORD:ADDRESS."
        )
    name = f"{newest.size:012d}-{timezone.localdate()}{SUFFIX}"
    try:
        receipt = _places[word](address, name, published(newest))
    except OSError as error:
        raise LogError(f"The checkpoint could not be handed to {told}: {error}.") from error
    return record(newest, told, receipt)


def record(checkpoint: Checkpoint, place: str, receipt: str) -> OutsideCopy:
    """Put on file that somebody else holds a checkpoint: a newspaper's number, a notary's deed."""
    return OutsideCopy.objects.create(checkpoint=checkpoint, place=place[:300], receipt=receipt)


def kept_outside() -> Iterator[tuple[str, str]]:
    """The copies that can be read from here, as (where, note)."""
    word, _, address = place().partition(":")
    if word == "directory" and Path(address).is_dir():
        for file in sorted(Path(address).glob(f"*{SUFFIX}")):
            yield str(file), file.read_text(encoding="utf-8", errors="replace")
