"""What casework records: documents, acts, exports; matters with their parties, clocks and tasks."""

from .filings import Filing, Request, RequestItem
from .matters import Clock, ClockEvent, Comment, Extension, Matter, Party, Task
from .privacy import PrivacyRequest
from .records import AuditEvent, Document, Export, SecurityEvent

__all__ = [
    "AuditEvent",
    "Clock",
    "ClockEvent",
    "Comment",
    "Document",
    "Export",
    "Extension",
    "Filing",
    "Matter",
    "Party",
    "PrivacyRequest",
    "Request",
    "RequestItem",
    "SecurityEvent",
    "Task",
]
