"""The process that keeps the log: it takes up what waits every few seconds, and never gives up.

What goes wrong (a lost database, a lost key, a broken log) is said on its own line of the site's
output, and on the public page by the acts that wait; the process tries again.
"""

from __future__ import annotations

import time

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from greenward.trust.keys import KeyTrouble

from .errors import LogBroken
from .sequencer import drain

EVERY, PATIENCE = 5.0, 60.0
"""Seconds between runs, and before the same trouble is said again."""


def keep(every: float = EVERY) -> None:
    """Sequence for ever; ends with the process."""
    said, when = "", 0.0
    while True:
        close_old_connections()
        trouble = attempt()
        if trouble and (trouble != said or time.monotonic() - when > PATIENCE):
            print(trouble, flush=True)
            when = time.monotonic()
        said = trouble
        time.sleep(every)


def attempt() -> str:
    """Take up what waits once; give what went wrong, empty when nothing did."""
    try:
        drain()
    except (LogBroken, KeyTrouble) as error:
        return str(error)
    except (DatabaseError, InterfaceError) as error:
        connection.close()
        return f"The database refused: {str(error).strip().splitlines()[0]}"
    return ""
