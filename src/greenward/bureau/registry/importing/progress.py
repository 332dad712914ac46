"""How far an import is, seen from outside while its transaction is still open."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection

from .work import Report

UPDATE = "UPDATE registry_importrun SET progress = %s WHERE id = %s AND state = 'running'"


class Progress:
    """Tells whoever waits: a function at the command line, or the run's own row for the page.

    The row is written on a connection of its own, because nobody sees what the import's own
    transaction writes before it ends.
    """

    def __init__(self, run_id: int, report: Report | None) -> None:
        self._run_id = run_id
        self._report = report
        self._aside = None if report else connection.copy()

    def __enter__(self) -> Self:
        return self

    def __call__(self, percent: int) -> None:
        if self._report:
            self._report(percent)
        elif self._aside:
            try:
                with self._aside.cursor() as cursor:
                    cursor.execute("SET lock_timeout = '200ms'")
                    cursor.execute(UPDATE, [percent, self._run_id])
            except DatabaseError:
                self._aside.close()  # the figure is for show; the import goes on without it
                self._aside = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._aside:
            self._aside.close()
