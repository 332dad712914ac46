"""Documents by content: stored once under their SHA-256, never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from greenward.bureau.accounts.actors import Actor

from .models import Document

CHUNK = 2**20


def path_of(document: Document) -> Path:
    return Path(settings.DOCUMENTS) / document.sha256[:2] / document.sha256


def keep(actor: Actor, content: BinaryIO, name: str, media_type: str) -> Document:
    """Store a file by its content and give its document; the same content is the same document.

    The file is on disk (fsync) before the row exists, so a row never points at nothing.
    """
    root = Path(settings.DOCUMENTS)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, delete=False) as target:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    place = root / digest.hexdigest()[:2] / digest.hexdigest()
    place.parent.mkdir(exist_ok=True)
    os.replace(target.name, place)
    document, _ = Document.objects.get_or_create(
        sha256=digest.hexdigest(),
        defaults={
            "size": size,
            "media_type": media_type,
            "name": os.path.basename(name)[:255],
            "added_by": actor.user,
        },
    )
    return document
