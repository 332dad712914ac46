"""A monthly workbook of 24,000 bills, in the layout of Portfolio Manager's "Meter Entries".

From the file to the commit: unpacked, read, checked, matched, written, and worked out to calendar
years. 200 meters of 100 buildings over ten years. Quoted beside it, not run here: SEED 3.3.1, 1,770
to 2,150 rows/s for a workbook of the same size, one process on a machine of 2 cores.
"""

from __future__ import annotations

import io
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from support import Figure, report, scratch, seconds

METERS, YEARS = 200, range(2014, 2024)
HEADINGS = [
    "Property Name", "Portfolio Manager ID", "Portfolio Manager Meter ID", "Meter Name", "Meter Type",
    "Meter Consumption ID", "Start Date", "End Date", "Delivery Date", "Usage/Quantity", "Usage Units",
    "Cost ($)", "Estimation?", "Demand (kW)", "Demand Cost ($)", "Last Modified Date",
    "Last Modified By", "Green Power", *(f"Detail {i}" for i in range(26)),
]  # fmt: skip


def workbook() -> bytes:
    """24,000 rows of 44 columns below six lines of preamble and headings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entries.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet("Meter Entries")
            day = book.add_format({"num_format": "mm/dd/yyyy"})
            sheet.write(0, 0, "My Portfolio")
            sheet.write_row(5, 0, HEADINGS)
            number = 6
            for meter in range(METERS):
                for year in YEARS:
                    for month in range(1, 13):
                        first = date(year, month, 1)
                        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
                        sheet.write_row(number, 0, [
                            f"Property {meter // 2}", 22_000_000 + meter // 2, 139_000_000 + meter,
                            "Master Meter", ("Electric - Grid", "Natural Gas")[meter % 2],
                            6_000_000_000 + number,
                        ])  # fmt: skip
                        sheet.write_datetime(number, 6, first, day)
                        sheet.write_datetime(number, 7, last, day)
                        sheet.write_row(number, 8, [
                            "Not Available", round(10_000 + number / 7, 2), "kBtu (thousand Btu)",
                            "Not Available", "No", *["Not Available"] * 31,
                        ])  # fmt: skip
                        number += 1
        return path.read_bytes()


def main() -> int:
    content = workbook()
    with scratch():
        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.accounts.models import Area
        from greenward.bureau.performance.models import Bill
        from greenward.bureau.registry.importing import profiles, runs
        from greenward.bureau.registry.models import Building

        city = Area.objects.create(code="city", name_zh="城", name_en="City", pack="shenzhen")
        actor, profile = Actor.operator(), profiles.find("espm-meter-entries")

        def bring_in(kind: str) -> None:
            run = runs.start(actor, kind, io.BytesIO(content), "entries.xlsx", profile, city)
            run = runs.run_import(run.pk)
            assert run.state == "done" and run.rows == run.accepted + run.refused, run.error

        bring_in("buildings")
        Building.objects.update(floor_area=20_000)
        first = seconds(lambda: bring_in("energy"))
        assert Bill.objects.count() == 24_000
        again = seconds(lambda: bring_in("energy"))
        peer = "SEED 3.3.1: 1,770-2,150 rows/s (quoted)"
        figures = [
            Figure("24,000 new bills", 24_000 / first, "rows/s", at_least=10_000, peer=peer),
            Figure("the same again", 24_000 / again, "rows/s", at_least=10_000, peer=peer),
        ]
        return report("Monthly workbook, one process, energy years worked out", figures)


if __name__ == "__main__":
    sys.exit(main())
