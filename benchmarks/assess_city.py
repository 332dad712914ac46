"""The assessment of a real city: 24,891 building-years under Article 32, including the two-year rule.

From PostgreSQL to committed findings: the first time, and when nothing changed. Quoted beside it:
SEED 3.3.1, its compliance evaluation of 3,376 buildings in one year on two columns, one process on
a machine of 2 cores (figure of the field notes, not run here).
"""

from __future__ import annotations

import statistics
import sys
from datetime import date
from typing import Any

from support import DATA, Figure, report, scratch, seconds

PANEL = DATA / "benchmarking" / "chicago_benchmarking_all_years_2014_2022.csv"
LIMIT = """
[standard]
code = "BENCH-2014"
title = { zh = "基准测试限值", en = "A limit of the benchmark" }
level = "local"
first_day = 2014-01-01
source = "entered for the benchmark"
evidence = "A"

[[group]]
quantity = "energy.constraint"
unit = "kBtu/ft²"
rows = [{ value = 79.3 }]
"""
EXPECTED = {"above the limit": 10_132, "without a figure": 4_604, "retrofit owed": 2_049}


def main() -> int:
    if not PANEL.exists():
        print(f"the panel {PANEL} is not here: this figure needs it", file=sys.stderr)
        return 1
    with scratch():
        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.assessment.services import assess

        actor = Actor.operator()
        city = prepare(actor)
        on = date(2026, 11, 20)
        first = statistics.median(first_time(actor, city, on) for _ in range(3))
        again = seconds(lambda: assess(actor, city, on), 3)
        counts = assess(actor, city, on).counts
    found = {
        "above the limit": counts["32.2.1"]["breached"],
        "without a figure": counts["32.2.1"]["unknown"],
        "retrofit owed": counts["32.2.3"]["owed"],
    }
    print("found", found, "as expected" if found == EXPECTED else f"expected {EXPECTED}")
    peer = "SEED 3.3.1: 0.70 s for 3,376 buildings x 1 year (quoted)"
    figures = [
        Figure("first assessment", first, "s", at_most=2.0, peer=peer),
        Figure("nothing changed", again, "s", at_most=0.7, peer=peer),
    ]
    return report("24,891 building-years, from PostgreSQL to committed findings", figures) or int(
        found != EXPECTED
    )


def first_time(actor: Any, city: Any, on: date) -> float:
    """Assess a city that has no findings yet."""
    from django.db import connection

    from greenward.bureau.assessment.services import assess

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE assessment_assessment, assessment_finding")
    return seconds(lambda: assess(actor, city, on))


def prepare(actor: Any) -> Any:
    """Import the panel and put the limit in use, as the documentation tells a newcomer to."""
    from greenward.bureau.accounts.models import Area
    from greenward.bureau.registry.importing.profiles import find
    from greenward.bureau.registry.services import run_import, start_import
    from greenward.bureau.standards.editions import publish
    from greenward.bureau.standards.services import Attestation, import_table
    from greenward.law.shenzhen import PACK
    from greenward.law.standards import read_table

    publish(actor, PACK)
    city = Area.objects.create(code="chicago", name_zh="芝加哥", name_en="Chicago", pack="shenzhen")
    for kind in ("buildings", "energy"):
        with PANEL.open("rb") as content:
            run = start_import(actor, kind, content, PANEL.name, find("chicago-panel"), city)
        run = run_import(run.pk)
        print(f"{kind}: {run.rows:,} rows, {run.accepted:,} accepted, {run.refused:,} refused")
    word = Attestation("benchmark", "the issue's own figure", date(2026, 1, 1))
    import_table(actor, read_table(LIMIT), attestation=word, use_in=city)
    return city


if __name__ == "__main__":
    sys.exit(main())
