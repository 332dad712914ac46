"""Where the room puts a file into its matter: letters at issue, proofs of service."""

from __future__ import annotations

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import documents, jobs
from greenward.bureau.casework.models import Document, Filing, Matter
from greenward.bureau.casework.models.filings import Label

LETTER, PROOF = "decision", "proof_of_service"


def keep_upload(actor: Actor, upload: documents.Upload) -> Document:
    """Store what a person sent, its type told by its content. Raises a ValidationError in words."""
    with documents.taken(upload) as found:
        assert found.type is not None
        return documents.store(actor, found, found.name, found.type.media_type)


def file(
    actor: Actor, matter: Matter, document: Document, *, kind: str, title: str, label: Label
) -> Filing:
    """File a document in the act that is under way, whose audit row says so."""
    filing = Filing.objects.create(
        matter=matter,
        document=document,
        kind=kind,
        title=title[:200],
        label=label,
        filed_by=actor.user,
    )
    jobs.enqueue("document", filing.pk)
    return filing
