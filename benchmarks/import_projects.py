"""A list of projects in flight from the file to the commit: read, checked against the law, opened with
matter, plot and audit row, the decisions of others judged, every project's standing worked out.

20,000 rows of one city into an empty register, onto itself, and with every fifth star changed. The
floor beside it is the same work done one act after another (`open_project`, `record_decision`,
`state`) for fifty projects, in rows a second. Quoted beside it, not run here: SEED 3.3.1 on a list of
buildings, 48 rows/s with its matching, one process.
"""

from __future__ import annotations

import csv
import io
import sys
from datetime import date

from support import Figure, report, scratch, seconds

ROWS, BY_ACTS = 20_000, 50
TARGET = 1_000
"""Rows a second."""
PEER = "SEED 3.3.1: 70 s for 3,376 rows, 48 rows/s, one process (quoted)"
HEADINGS = [
    "Project number", "Project", "District", "Function", "Developer", "Plot number", "Floor area (m²)",
    "Stage reached", "Land contract: day", "Land contract: number", "Planning permit: day",
    "Planning permit: number", "Star of the land document", "Star of the planning permit",
    "Day taken from",
]  # fmt: skip


def a_list(changed: bool = False) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEADINGS)
    for i in range(ROWS):
        star = 3 if changed and i % 5 == 0 else 1 + i % 2
        rows.writerow(
            [f"P{i:06d}", f"Garden {i}", "440304", "RA"[i % 2], f"Developer {i % 900}", f"L{i // 2}",
             f"{8_000 + 7 * i}.5", "planning_permit", f"2023-{1 + i // 2 % 12:02d}-04", f"land {i // 2}",
             f"2024-{1 + i % 12:02d}-{1 + i % 28:02d}", f"permit {i}", 1, star, "planning_permit"]
        )  # fmt: skip
    return text.getvalue().encode()


def main() -> int:
    with scratch():
        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.accounts.models import Area
        from greenward.bureau.registry.importing import profiles, runs
        from greenward.bureau.standards.editions import publish
        from greenward.law.shenzhen import PACK

        city = Area.objects.create(code="440300", name_zh="城", name_en="City", pack="shenzhen")
        district = Area.objects.create(code="440304", name_zh="区", name_en="D", parent=city)
        actor, profile = Actor.operator(), profiles.find("greenward-projects")
        publish(actor, PACK)

        def bring_in(content: bytes, created: int, updated: int) -> float:
            def work() -> None:
                run = runs.start(actor, "projects", io.BytesIO(content), "list.csv", profile, city)
                run = runs.run_import(run.pk)
                found = (run.state, run.created, run.updated, run.refused)
                assert found == ("done", created, updated, 0), found

            return ROWS / seconds(work)

        one_by_one = by_acts(actor, district)
        floor = f"one act after another: {one_by_one:,.0f} rows/s (measured here); {PEER}"

        def fast(name: str, rate: float) -> Figure:
            return Figure(name, rate, "rows/s", at_least=TARGET, peer=floor)

        figures = [
            fast(f"{ROWS:,} new projects", bring_in(a_list(), ROWS, 0)),
            fast("the same list again", bring_in(a_list(), 0, 0)),
            fast("every fifth changed", bring_in(a_list(changed=True), 0, ROWS // 5)),
        ]
        return report("Projects in flight, one process", figures)


def by_acts(actor: object, district: object) -> float:
    """The same rows by the acts of the room, rows a second."""
    from greenward.bureau.accounts.models import Organisation
    from greenward.bureau.construction.elsewhere import record_decision
    from greenward.bureau.construction.opening import open_project
    from greenward.bureau.construction.stating import state

    developer = Organisation.objects.create(name="by acts")

    def work() -> None:
        for i in range(BY_ACTS):
            project = open_project(
                actor, area=district, code=f"A{i}", name=f"A{i}", developer=developer,
                function="R", regime_on=date(2024, 3, 1), regime_reason="-",
            )  # fmt: skip
            state(actor, project, {"permit_star": 2})
            record_decision(
                actor, project, "planning_permit", granted=True, decided_on=date(2024, 3, 1),
                number=str(i), authority="-",
            )  # fmt: skip

    return BY_ACTS / seconds(work)


if __name__ == "__main__":
    sys.exit(main())
