"""The hand-written cases of `cases/*.yaml` and `duties.yaml`: how they are read and compared.

A case states facts in plain units (m², %, yuan, the intensity's own unit, ISO days; yes, no and
unknown for flags) and, duty by duty, what the law makes of them. Every value is read as text, so
no number is ever a float on its way to the law's whole numbers. What a case leaves out is
asserted as well: no *owed* means owed exactly when breached (an unknown verdict must say), no
*missing* means nothing is missing, no *fine* means that none is exposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from greenward.law.language import Duty, Edition, FactEntry, Fine
from greenward.law.reading import Facts, Judgement, judge

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)
TRUTHS = {"yes": True, "no": False, "unknown": None}
WORDS = {True: "yes", False: "no", None: "unknown"}
NOT_IN_FORCE = "not in force"
VERDICTS = ("satisfied", "breached", "unknown", "not applicable", NOT_IN_FORCE)


@dataclass(frozen=True)
class Case:
    """One case: its facts as the law counts them, and what is expected of each duty it names."""

    name: str
    file: str
    on: date
    facts: Facts
    expected: dict[str, dict[str, Any]]
    why: str


def load_cases(edition: Edition) -> list[Case]:
    """Every case of `cases/*.yaml`, in the order of the files."""
    return [
        case for path in sorted((HERE / "cases").glob("*.yaml")) for case in _read(path, edition)
    ]


def load_duties() -> dict[str, dict[str, Any]]:
    """What `duties.yaml` says of each duty beside its conditions."""
    found: dict[str, dict[str, Any]] = _text(HERE / "duties.yaml")
    return found


def _text(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _read(path: Path, edition: Edition) -> list[Case]:
    page = _text(path)
    return [_case(item, page["buildings"], path.stem, edition) for item in page["cases"]]


def _case(item: dict[str, Any], buildings: dict[str, Any], file: str, edition: Edition) -> Case:
    unknown = set(item) - {"name", "on", "building", "facts", "expect", "why"}
    assert not unknown, f"{item['name']}: {unknown} mean nothing in a case"
    written = {**buildings[item["building"]], **item.get("facts", {})}
    return Case(
        name=item["name"],
        file=file,
        on=date.fromisoformat(item["on"]) if "on" in item else TODAY,
        facts={name: whole(edition.entry(name), value) for name, value in written.items()},
        expected={duty: _expected(found) for duty, found in item["expect"].items()},
        why=item["why"],
    )


def whole(entry: FactEntry, value: str) -> bool | int | None:
    """A value as people write it, as the law counts it: a flag, or whole units of its scale."""
    if value == "unknown":
        return None
    if entry.kind == "flag":
        return TRUTHS[value]
    if entry.unit == "day":
        return date.fromisoformat(value).toordinal()
    scaled = Decimal(value) * (100 if entry.unit == "fen" else entry.scale)
    assert scaled == int(scaled), f"{entry.name}: {value} is finer than its scale"
    assert entry.low <= scaled <= entry.high, f"{entry.name}: {value} is out of bounds"
    return int(scaled)


def _expected(found: str | dict[str, Any]) -> dict[str, Any]:
    given = {"verdict": found} if isinstance(found, str) else dict(found)
    verdict = given["verdict"]
    assert verdict in VERDICTS, f"{verdict!r} is no verdict"
    assert verdict != "unknown" or "owed" in given, "an unknown verdict says whether it is owed"
    given.setdefault("owed", "yes" if verdict == "breached" else "no")
    given["missing"] = sorted(given.get("missing", []))
    fine = given.get("fine")
    given["fine"] = None if fine is None else {"extras": [], **fine}
    return given


def actual(duty: Duty, case: Case) -> dict[str, Any]:
    """What the law makes of a case under one duty, in the words the cases use."""
    if not duty.in_force.holds(case.on):
        return {"verdict": NOT_IN_FORCE, "owed": "no", "missing": [], "fine": None}
    found = judge(duty, case.facts)
    return {
        "verdict": found.verdict.name.lower().replace("_", " "),
        "owed": WORDS[found.owed],
        "missing": sorted(found.missing),
        "fine": _fine(found, case.facts),
    }


def _fine(found: Judgement, facts: Facts) -> dict[str, Any] | None:
    if found.exposure is None or found.exposure.band is None:
        return None
    fine = found.exposure.fine
    said = {
        "article": fine.article,
        "extras": [extra.zh for extra in fine.extras],
        "now": WORDS[found.exposure.may_be_imposed],
        **yuan(found.exposure.band),
    }
    imposed = facts.get("entity_fine")
    if fine.persons and imposed is not None:
        said["persons"] = {"article": fine.persons.article, **yuan(fine.persons.band(imposed))}
    return said


def yuan(band: tuple[int, int]) -> dict[str, str]:
    """A band in fen as the cases write it: whole yuan, or yuan and fen."""
    low, high = (f"{Decimal(fen) / 100:.2f}".removesuffix(".00") for fen in band)
    return {"from": low, "to": high}


def terms(duty: Duty) -> dict[str, Any]:
    """What `duties.yaml` states of a duty: all of it but its conditions and its words."""
    return {
        "article": duty.article,
        "subject": duty.subject.value,
        "bearers": [bearer.value for bearer in duty.bearers],
        "in_force": duty.in_force.first.isoformat(),
        "until": duty.in_force.last.isoformat() if duty.in_force.last else "open",
        "leans_on": list(duty.leans_on),
        "fine": _terms_of(duty.breach),
    }


def _terms_of(fine: Fine | None) -> Any:
    if fine is None:
        return "none"
    band = yuan((fine.low, fine.high))
    if fine.base is not None:
        low, high = (f"{Decimal(points) / 100:f}" for points in (fine.low, fine.high))
        band = {"from": f"{low} %", "to": f"{high} %", "of": fine.base}
    return {
        "article": fine.article,
        **band,
        "authorities": [authority.value for authority in fine.authorities],
        "cure_first": WORDS[fine.cure_first],
        "extras": [extra.zh for extra in fine.extras],
        "persons": _terms_of(fine.persons),
    }
