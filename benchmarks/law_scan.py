"""One million buildings under Article 32's second paragraph with the fines of Articles 57 and 58.

Ours (the duties of the edition itself, through `law.assess`) beside OpenFisca-Core as documented
and tuned by hand, and beside the same rules written by hand for Polars, NumPy and DuckDB. Each
engine runs in a process of its own, in rounds; all must come to the same counts. Exits 1 when a
target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS, RUNS = 5, 5
OURS = "greenward, law.assess on polars"
DOCUMENTED, TUNED = "openfisca, documented idiom", "openfisca, tuned by hand"
FURTHER = "openfisca, tuned further"
POLARS = "polars, written by hand"

ENGINES: dict[str, tuple[str, str, str, tuple[Any, ...]]] = {
    OURS: ("ours", "prepare", "check", ()),
    POLARS: ("by_hand", "polars", "check_frame", ()),
    "numpy, written by hand": ("by_hand", "numpy", "totals", ()),
    "duckdb, SQL by hand": ("by_hand", "duckdb", "check_frame", ()),
    FURTHER: ("openfisca", "prepare", "check", (True, True)),
    TUNED: ("openfisca", "prepare", "check", (True, False)),
    DOCUMENTED: ("openfisca", "prepare", "check", (False, False)),
}
"""By name: module, what makes its scan ready, what adds its result up, further arguments."""

TARGETS: dict[str, tuple[str, Callable[[float], bool]]] = {
    DOCUMENTED: (">= 20x our time", lambda ratio: ratio >= 20),
    TUNED: (">= 3x our time", lambda ratio: ratio >= 3),
    POLARS: (">= 0.5x our time", lambda ratio: ratio >= 0.5),
}

NOTES = """\
Each figure is the median of {rounds} rounds, a round the median of {runs} warm runs in a fresh process.
Every engine starts from the facts in its own memory, looks the limit up by building type and year,
and ends with 14 columns in memory. Ours also checks each fact's type and bounds.
OpenFisca has no unknowns: it is given each fact as a value and a flag *known*, and two formulas for
each statement. Making its simulation and setting its input is not timed; its numbers are 32 bits
wide, the others' 64. Documented: parameters(period).constraint[kind], enumerations chosen by their
members. Tuned: that look-up by one NumPy take. Tuned further: enumerations chosen by number."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--height", type=int, default=1_000_000, help="how many buildings")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--engine", help=argparse.SUPPRESS)
    options.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.engine:
        print(json.dumps(run(chosen.engine, chosen.data)))
        return 0
    return compare(chosen.height, chosen.rounds)


def run(engine: str, data: Path) -> dict[str, Any]:
    """One engine in this process: warm up, run, and add the result up."""
    module_name, prepare, check, arguments = ENGINES[engine]
    module = importlib.import_module(f"scan.{module_name}")
    scan = getattr(module, prepare)(data, *arguments)
    ready = getattr(scan, "ready", lambda: None)
    taken = []
    for _ in range(RUNS + 1):
        ready()
        began = time.perf_counter()
        result = scan()
        taken.append(time.perf_counter() - began)
    return {"seconds": statistics.median(taken[1:]), "totals": getattr(module, check)(result)}


def compare(height: int, rounds: int) -> int:
    from scan.data import make

    seconds: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    totals: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "buildings.parquet"
        make(data, height)
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            for engine in ENGINES:
                found = in_a_process_of_its_own(engine, data)
                seconds[engine].append(found["seconds"])
                totals[engine] = found["totals"]
    medians = {engine: statistics.median(taken) for engine, taken in seconds.items()}
    met = table(medians, height)
    print(NOTES.format(rounds=rounds, runs=RUNS))
    return 0 if agree(totals) and met else 1


def in_a_process_of_its_own(engine: str, data: Path) -> Any:
    command = [sys.executable, __file__, "--engine", engine, "--data", str(data)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def table(medians: dict[str, float], height: int) -> bool:
    """Print the comparison; whether every target is met."""
    print(f"{height:,} buildings, Articles 32(2), 57 and 58: 3 duties, 14 columns out\n")
    print(f"{'engine':34}{'seconds':>9}{'rows/s':>14}{'x our time':>12}  target")
    every_target_met = True
    for engine, taken in medians.items():
        ratio = taken / medians[OURS]
        target, reached = TARGETS.get(engine, ("", lambda ratio: True))
        every_target_met &= reached(ratio)
        said = f"{target}: {'met' if reached(ratio) else 'SHORT'}" if target else ""
        print(f"{engine:34}{taken:9.3f}{height / taken:14,.0f}{ratio:12.2f}  {said}")
    print()
    return every_target_met


def agree(totals: dict[str, dict[str, int]]) -> bool:
    ours = totals[OURS]
    for engine, found in totals.items():
        for name, value in found.items():
            if value != ours[name]:
                print(f"{engine} differs: {name} {value:,}, ours {ours[name]:,}", file=sys.stderr)
    same = all(found == ours for found in totals.values())
    counted = [ours[f"verdict_{i} = {v}"] for i in (1, 2, 3) for v in range(4)]
    print(f"same counts and sums in every engine: {'yes' if same else 'NO'}")
    print(f"not applicable, satisfied, breached, unknown of 32.2.1 to 32.2.3: {counted}")
    return same


if __name__ == "__main__":
    sys.exit(main())
