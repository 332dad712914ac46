"""A list of buildings from the file to the commit: read, checked, matched, written, accounted for.

3,749 buildings with names, addresses and two identifiers, into an empty register and onto itself
with every name changed; then the panel of Chicago, 24,891 rows that are the same 3,749 buildings,
and its energy years. Quoted beside them, not run here: SEED 3.3.1, 46 to 49 rows/s for Seattle's
3,376 rows in one process of a machine of 2 cores (70 s; it writes states and merge history too).
"""

from __future__ import annotations

import csv
import io
import sys
from typing import Any

from support import DATA, Figure, report, scratch, seconds

PANEL = DATA / "benchmarking" / "chicago_benchmarking_all_years_2014_2022.csv"
BUILDINGS = 3_749
PEER = "SEED 3.3.1: 70 s for 3,376 rows (quoted)"
PROFILE = {
    "holds": ["buildings"],
    "columns": {
        "code": "Code",
        "id.portal": "Portal",
        "name": "Name",
        "address": "Address",
        "function": "Use",
        "owner_name": "Owner",
        "floor_area": {"from": "Area", "unit": "ft²"},
        "built_year": "Built",
        "latitude": "Lat",
        "longitude": "Lon",
    },
    "constants": {"in_use": True},
    "classes": {"large_public": {"value": True, "reason": "on the city's list"}},
}


def a_list(suffix: str) -> bytes:
    """A list of the size of the panel's register."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(
        ["Code", "Portal", "Name", "Address", "Use", "Owner", "Area", "Built", "Lat", "Lon"]
    )
    for i in range(BUILDINGS):
        rows.writerow(
            [f"440304A{i:05d}", 100_000 + i, f"Tower {i}{suffix}", f"{i} Long Road", "AB"[i % 2],
             f"Owner {i % 900}", f"{50_000 + 37 * i:,}.5", 1900 + i % 120, 41 + i / 1e4, -87.6]
        )  # fmt: skip
    return text.getvalue().encode()


def main() -> int:
    with scratch():
        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.accounts.models import Area
        from greenward.bureau.registry.importing import profiles, runs

        city = Area.objects.create(code="city", name_zh="城", name_en="City", pack="shenzhen")
        actor, done = Actor.operator(), []

        def bring_in(content: bytes, profile: Any, kind: str = "buildings") -> float:
            def work() -> None:
                run = runs.start(actor, kind, io.BytesIO(content), "list.csv", profile, city)
                done.append(runs.run_import(run.pk))

            taken = seconds(work)
            run = done[-1]
            print(f"{run.kind}: {run.rows:,} rows, {run.created:,} created, {run.updated:,} changed, "
                  f"{run.unchanged:,} unchanged, {run.refused:,} refused")  # fmt: skip
            assert run.state == "done" and run.rows == run.accepted + run.refused, run.error
            return taken

        profile = profiles.check(PROFILE, "benchmark")
        figures = [
            Figure("3,749 new buildings", bring_in(a_list(""), profile), "s", 5.0, peer=PEER),
            Figure("3,749 merges", bring_in(a_list(" II"), profile), "s", 5.0, peer=PEER),
            Figure("the same list again", bring_in(a_list(" II"), profile), "s", 5.0, peer=PEER),
        ]
        if PANEL.exists():
            panel, chicago = PANEL.read_bytes(), profiles.find("chicago-panel")
            rows = "the panel's 24,891 rows as "
            peer = "at SEED's 49 rows/s: 508 s (quoted)"
            for name, kind in (("buildings", "buildings"), ("energy years", "energy")):
                figures.append(Figure(rows + name, bring_in(panel, chicago, kind), "s", peer=peer))
        else:
            print(f"without the panel, which is not at {PANEL}", file=sys.stderr)
        return report("List import, one process", figures)


if __name__ == "__main__":
    sys.exit(main())
