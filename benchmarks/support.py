"""What every benchmark shares: a scratch city in the embedded database, and the table it prints.

with scratch_city() as city: ...
exit(report("Assessment", [Figure("first run", 1.2, "s", at_most=2.0, peer="SEED 0.7 s …")]))
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Real input beside the checkout; a benchmark that needs it says so when it is absent."""


@dataclass(frozen=True)
class Figure:
    """One measured figure, its target, and what it stands beside. Figures of one `name` measure
    several `part`s of it (queries, processor, wall) and stand in one row."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    peer: str = ""
    part: str = "measured"

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

    def words(self, target: str | None) -> str:
        """The figure as a cell; its target with it unless the column says it already."""
        said = [f"{self.value:,.3g} {self.unit}", self.target if target is None else ""]
        return " ".join(word for word in (*said, "" if self.met else "SHORT") if word.strip())


def report(title: str, figures: list[Figure]) -> int:
    """Print the figures as a table, a name a row, a part a column; 0 when every target is met, else
    1. A target that a whole column shares stands in its heading, a peer of all below the table."""
    from rich.console import Console
    from rich.table import Table

    found = {(figure.name, figure.part): figure for figure in figures}
    assert len(found) == len(figures), "two figures of one name and part"
    parts = dict.fromkeys(figure.part for figure in figures)
    targets = {p: _shared(f.target for f in figures if f.part == p) for p in parts}
    peer = _shared(figure.peer for figure in figures)
    table = Table(title=title)
    table.add_column("figure")
    for part, target in targets.items():
        table.add_column(f"{part}\n{target}" if target else part, justify="right")
    if peer is None:
        table.add_column("beside")
    for name in dict.fromkeys(figure.name for figure in figures):
        row = [found.get((name, part)) for part in parts]
        cells = (one.words(targets[one.part]) if one else "" for one in row)
        peers = dict.fromkeys(one.peer for one in row if one and one.peer)
        table.add_row(name, *cells, *(["; ".join(peers)] if peer is None else []))
    console = Console(width=150)
    console.print(table)
    if peer:
        console.print(f"beside: {peer}", highlight=False)
    return 0 if all(figure.met for figure in figures) else 1


def _shared(words: Iterable[str]) -> str | None:
    """What all of them say, or None where they differ."""
    said = set(words)
    return said.pop() if len(said) == 1 else None


def seconds(work: Callable[[], Any], runs: int = 1) -> float:
    """The median wall time of some runs."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


KEEP = "--keep"


@contextmanager
def scratch() -> Iterator[Path]:
    """A migrated Greenward in a temporary home, empty; the database stops at the end. With
    ``--keep FOLDER`` the home stays, and another run finds in it what this one made."""
    with _home() as home:
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


def _home() -> AbstractContextManager[str]:
    if KEEP not in sys.argv:
        return tempfile.TemporaryDirectory(prefix="greenward-bench-")
    folder = Path(sys.argv[sys.argv.index(KEEP) + 1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return nullcontext(str(folder))
