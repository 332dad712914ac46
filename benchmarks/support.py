"""What every benchmark shares: a scratch city in the embedded database, and the table it prints.

with scratch_city() as city: ...
exit(report("Assessment", [Figure("first run", 1.2, "s", at_most=2.0, peer="SEED 0.7 s …")]))
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Real input beside the checkout; a benchmark that needs it says so when it is absent."""


@dataclass(frozen=True)
class Figure:
    """One measured figure, its target, and what it stands beside."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    peer: str = ""

    @property
    def met(self) -> bool:
        return not (
            (self.at_most is not None and self.value > self.at_most)
            or (self.at_least is not None and self.value < self.at_least)
        )

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"<= {self.at_most:,g}"
        return f">= {self.at_least:,g}" if self.at_least is not None else ""


def report(title: str, figures: list[Figure]) -> int:
    """Print the figures as a table; 0 when every target is met, else 1."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title)
    for heading in ("figure", "measured", "target", "", "beside"):
        table.add_column(heading)
    for figure in figures:
        mark = "" if not figure.target else "met" if figure.met else "SHORT"
        table.add_row(
            figure.name, f"{figure.value:,.3g} {figure.unit}", figure.target, mark, figure.peer
        )
    Console(width=150).print(table)
    return 0 if all(figure.met for figure in figures) else 1


def seconds(work: Callable[[], Any], runs: int = 1) -> float:
    """The median wall time of some runs."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty, migrated Greenward in a temporary home; the database stops at the end."""
    with tempfile.TemporaryDirectory(prefix="greenward-bench-") as home:
        os.environ["GREENWARD_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "greenward.settings"
        from greenward.launch.database import release, resolve_url

        resolve_url(Path(home))
        try:
            import django
            from django.core.management import call_command
            from django.db import connection

            django.setup()
            call_command("migrate", verbosity=0)
            yield Path(home)
            connection.close()
        finally:
            release()
