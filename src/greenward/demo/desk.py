"""The invented city's standards: the shipped table confirmed by a fictional official, due dates."""

from __future__ import annotations

from datetime import date

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.models import Standard, StandardInUse, StandardRow
from greenward.bureau.standards.services import (
    Attestation,
    confirm,
    import_table,
    seed,
    use_standard,
)
from greenward.law.standards import read_table

OFFICIAL = Attestation("虚构的吴工程师（演示）", "演示数据，未经真实核准", date(2026, 1, 12))
IN_USE_FROM = date(2016, 12, 1)
LEFT_OPEN = {"shop-supermarket-B"}
"""One class stays unconfirmed, so that the desk has something to do."""

DUE_DATES = """
[standard]
code = "演示办法-2023"
title = { zh = "能耗报送与整改期限（演示）", en = "Due dates for reports and corrections (demo)" }
level = "local"
first_day = 2023-01-01
source = "invented for the demo"
evidence = "A"

[[group]]
unit = "day"
rows = [
  { quantity = "due.25.2", value = 90 },
  { quantity = "due.32.2.2", value = 181 },
  { quantity = "due.32.2.3", value = 304 },
]
"""
"""Days after the end of the year: the regulation itself gives none."""

INDOORS = """
[standard]
code = "演示清单-2024"
title = { zh = "主要空气污染物与外墙隔声（演示）", en = "Main pollutants and sound of the facade (demo)" }
level = "local"
first_day = 2024-01-01
source = "invented for the demo"
evidence = "A"

[[group]]
quantity = "air.main"
unit = "1"
rows = [
  { pollutant = "formaldehyde", value = 1 },
  { pollutant = "tvoc", value = 1 },
]

[[group]]
quantity = "sound.low"
unit = "dB"
rows = [{ element = "outdoor_bedroom", metric = "DnT,w+Ctr", direction = "at least", value = 30 }]

[[group]]
quantity = "sound.high"
unit = "dB"
rows = [{ element = "outdoor_bedroom", metric = "DnT,w+Ctr", direction = "at least", value = 35 }]
"""
"""What Article 34 leaves to the authority, and a limit that the shipped code of sound has not."""
APPLIED = {
    "GB/T 18883-2022": StandardInUse.Purpose.AIR,
    "GB 50325-2020": StandardInUse.Purpose.AIR,
    "GB 50118-2010": StandardInUse.Purpose.SOUND,
}
"""The shipped standards that tests of air and sound are judged by."""


def confirm_standards(actor: Actor, city: Area) -> None:
    """Seed the shipped tables, confirm what the city needs but one class, set the due dates."""
    seed(actor)
    national = Standard.objects.get(code="GB/T 51161-2016")
    rows = StandardRow.objects.filter(standard=national, quantity__startswith="energy.")
    confirm(
        actor,
        [row for row in rows if row.selector.get("energy_class") not in LEFT_OPEN],
        OFFICIAL,
    )
    use_standard(actor, area=city, standard=national, first_day=IN_USE_FROM)
    import_table(actor, read_table(DUE_DATES), attestation=OFFICIAL)
    _confirm_indoors(actor, city)


def _confirm_indoors(actor: Actor, city: Area) -> None:
    """The limits of air and sound, so that tests of new homes have an answer."""
    for code, purpose in APPLIED.items():
        standard = Standard.objects.get(code=code)
        use_standard(actor, area=city, standard=standard, first_day=IN_USE_FROM, purpose=purpose)
    confirm(actor, StandardRow.objects.filter(standard__code__in=APPLIED), OFFICIAL)
    import_table(actor, read_table(INDOORS), attestation=OFFICIAL, use_in=city)
