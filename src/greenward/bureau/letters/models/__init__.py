"""What the room of letters records: letters and their numbers, service, consents, mails, volumes."""

from .letters import Authority, Letter, Series
from .outbox import Mail
from .service import Attempt, Consent, Method, Opening
from .volumes import Volume

__all__ = [
    "Attempt",
    "Authority",
    "Consent",
    "Letter",
    "Mail",
    "Method",
    "Opening",
    "Series",
    "Volume",
]
