"""Before a file is taken from a request at all: how much may one request bring, and from whom?

Forms are read before any view asks who is there, so whoever is not signed in could otherwise fill
the disk of the server (OWASP ASVS V5.2). A request that states no length is read as empty.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

ANONYMOUS = 2**20
"""Bytes of a form from somebody who is not signed in."""
FILES = 2
"""How many times the largest file one request may bring in all."""


class Bounded(FileUploadHandler):
    """Refuses a request by its stated length, before a byte of it is kept; else leaves the files to
    the handlers after it."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        most = FILES * settings.UPLOAD_LIMIT if known else ANONYMOUS
        if content_length > most:
            raise RequestDataTooBig(f"the request holds more than {most >> 20} MB")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
