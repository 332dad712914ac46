"""What test_kill.py runs as processes of their own: an officer who files documents one after the
other, and a scanner that takes its time and finds a virus in every one of them."""

from __future__ import annotations

import sys
import time
from pathlib import Path

PAUSE = 0.05
"""Seconds between two acts, so that the worker's heap of jobs stays small."""


def look(path: Path) -> str:
    """GREENWARD_SCANNER: long enough for a worker to be killed in the middle of it."""
    time.sleep(0.05)
    return "Trial.Virus"


def file_without_end(officer: int, matter: int) -> None:
    """Print the number of each filing once it is acknowledged. What a lost database took is never
    tried again: whether it was done is for the database to say."""
    import django

    django.setup()
    from django.core.files.base import ContentFile
    from django.db import InterfaceError, OperationalError, connection

    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.accounts.models import User
    from greenward.bureau.casework.filings import file_document
    from greenward.bureau.casework.models import Matter

    actor = Actor.of(User.objects.get(pk=officer))
    of = Matter.objects.select_related("area").get(pk=matter)
    for n in range(10**9):
        bill = ContentFile(f"meter,kWh\n{matter},{n}\n".encode(), name=f"bill-{matter}-{n}.csv")
        try:
            print(file_document(actor, of, bill, kind="other").pk, flush=True)
        except (OperationalError, InterfaceError):
            connection.close()
        time.sleep(PAUSE)


if __name__ == "__main__":
    file_without_end(int(sys.argv[1]), int(sys.argv[2]))
