"""The packs under test, their hand-written cases, and what `duties/` states of each duty's terms."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import yaml

from greenward.law.casebook import WORDS, Case, load_cases, yuan
from greenward.law.language import Duty, Edition, Fine, fine_imposed

HERE = Path(__file__).parent


def _packs() -> dict[str, tuple[Edition, str]]:
    return {
        point.name: (point.load(), point.module) for point in entry_points(group="greenward.city")
    }


PACKS = _packs()
"""Name of a pack -> its edition and the package its cases lie in."""


@cache
def cases_of(pack: str) -> list[Case]:
    return load_cases(*PACKS[pack])


def load_duties(pack: str) -> dict[str, dict[str, Any]]:
    """What `duties/PACK/*.yaml` say of each duty beside its conditions."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((HERE / "duties" / pack).glob("*.yaml")):
        page = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert not found.keys() & page.keys(), f"{path.name} names a duty again"
        found |= page
    return found


def terms(duty: Duty) -> dict[str, Any]:
    """What `duties/` states of a duty: all of it but its conditions and its words."""
    said = {
        "article": duty.article,
        "subject": duty.subject.value,
        "bearers": [bearer.value for bearer in duty.bearers],
        "in_force": duty.in_force.first.isoformat(),
        "until": duty.in_force.last.isoformat() if duty.in_force.last else "open",
        "leans_on": list(duty.leans_on),
        "fine": _terms_of(duty.breach, duty),
    }
    if duty.authorities:
        said["authorities"] = [authority.value for authority in duty.authorities]
    if duty.clock:
        period = duty.clock.period
        said["clock"] = f"{period.length} {period.count}" if period else "no number"
    if duty.instrument:
        said["instrument"] = duty.instrument
    return said


def _terms_of(fine: Fine | None, duty: Duty) -> Any:
    if fine is None:
        return "none"
    band = yuan((fine.low, fine.high))
    if fine.base is not None and fine.per == 10_000:
        low, high = (f"{Decimal(points) / 100:f}" for points in (fine.low, fine.high))
        band = {"from": f"{low} %", "to": f"{high} %"}
    if fine.base is not None:
        band["of"] = "entity_fine" if fine.base == fine_imposed(duty.id) else fine.base
    if fine.per not in (1, 10_000):
        band["per"] = str(fine.per)
    said = {
        "article": fine.article,
        **band,
        "authorities": [authority.value for authority in fine.authorities],
        "cure_first": WORDS[fine.cure_first],
        "extras": [extra.zh for extra in fine.extras],
        "persons": _terms_of(fine.persons, duty),
    }
    if fine.grave:
        said["grave"] = [
            {"text": m.text.zh, "authorities": [a.value for a in m.authorities]} for m in fine.grave
        ]
    return said
