"""Papers that come with a record: filed in its matter, or, where there is none (of a plot, of a plan), only
kept. Their type is told by their content, as with every upload (OWASP ASVS V5).
"""

from __future__ import annotations

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import Upload, store, taken
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.models import Document, Filing, Matter


def filed(
    actor: Actor, matter: Matter, upload: Upload | None, kind: str, **more: str
) -> Filing | None:
    """An uploaded paper filed in a matter; None where none was sent. Raises as `file_document`."""
    return file_document(actor, matter, upload, kind, **more) if upload else None


def stored(actor: Actor, upload: Upload) -> Document:
    """Keep an uploaded paper. Raises Refused: empty, too large, of no accepted type, infected."""
    with taken(upload) as found:
        return store(actor, found, found.name, found.type.media_type if found.type else "")
