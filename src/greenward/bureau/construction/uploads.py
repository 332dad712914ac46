"""Papers that belong to no matter: of a plot, of a plan. Their type is told by their content, as with every
upload (OWASP ASVS V5).
"""

from __future__ import annotations

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import Upload, store, taken
from greenward.bureau.casework.models import Document


def stored(actor: Actor, upload: Upload) -> Document:
    """Keep an uploaded paper. Raises Refused: empty, too large, of no accepted type, infected."""
    with taken(upload) as found:
        return store(actor, found, found.name, found.type.media_type if found.type else "")
