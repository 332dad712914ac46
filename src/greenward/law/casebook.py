"""Cases a lawyer can read: facts, what the law makes of them, and why.

Each city pack keeps them beside its rules, in ``cases/*.yaml``. A case states facts in plain units
(m², %, yuan, the intensity's own unit, ISO days; yes, no and unknown for flags) and, rule by rule,
what the law makes of them. Every value is read as text, so no number is ever a float on its way to
the law's whole numbers. The suite runs all of them; the law browser shows them as examples.

What a case leaves out is stated as well: no *owed* means owed exactly when breached (an unknown
verdict must say), no *missing* means nothing is missing, no *fine* that none is exposed, no
*grounds* that a gate refuses on none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from . import gates, permissions
from .language import (
    Duty,
    Edition,
    FactEntry,
    Gate,
    LawError,
    Permission,
    Text,
    fine_imposed,
)
from .reading import Facts, Judgement, judge

TODAY = date(2026, 11, 20)
"""The day of a case that names none."""
TRUTHS = {"yes": True, "no": False, "unknown": None}
WORDS = {True: "yes", False: "no", None: "unknown"}
NOT_IN_FORCE = "not in force"
VERDICTS = ("satisfied", "breached", "unknown", "not applicable", NOT_IN_FORCE)
ANSWERS = (*(answer.value for answer in gates.Answer), NOT_IN_FORCE)
TEXT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every value as text; with libyaml where it is there, some ten times faster."""
KEYS = {"name", "name_zh", "on", "subject", "facts", "expect", "why", "why_zh"}


@dataclass(frozen=True)
class Case:
    """One case: its facts as the law counts them, and what is expected of each rule it names.

    `written` holds the facts as they stand in the file.
    """

    name: Text
    file: str
    on: date
    facts: Facts
    written: dict[str, str]
    expected: dict[str, dict[str, Any]]
    why: Text


def load_cases(edition: Edition, package: str) -> list[Case]:
    """Every case of a pack (`package` is its dotted name), in the order of the files."""
    folder = files(package).joinpath("cases")
    pages = sorted((p for p in folder.iterdir() if p.name.endswith(".yaml")), key=lambda p: p.name)
    return [case for page in pages for case in _read(page, edition)]


def _read(page: Traversable, edition: Edition) -> list[Case]:
    data = yaml.load(page.read_text("utf-8"), Loader=TEXT)
    file = page.name.removesuffix(".yaml")
    return [_case(item, data["subjects"], file, edition) for item in data["cases"]]


def _case(item: dict[str, Any], subjects: dict[str, Any], file: str, edition: Edition) -> Case:
    if unknown := set(item) - KEYS:
        raise LawError(f"{item['name']}: {unknown} mean nothing in a case")
    written = {**subjects[item["subject"]], **item.get("facts", {})}
    if imposed := written.pop("entity_fine", None):
        fined = [duty.id for duty in edition.duties if duty.id in item["expect"] and duty.breach]
        written |= {fine_imposed(id): imposed for id in fined}
    return Case(
        name=Text(item.get("name_zh", ""), item["name"]),
        file=file,
        on=date.fromisoformat(item["on"]) if "on" in item else TODAY,
        facts={name: whole(edition.entry(name), value) for name, value in written.items()},
        written=written,
        expected={id: _expected(found) for id, found in item["expect"].items()},
        why=Text(item.get("why_zh", ""), item["why"]),
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
    if scaled != int(scaled):
        raise LawError(f"{entry.name}: {value} is finer than its scale")
    if not entry.low <= scaled <= entry.high:
        raise LawError(f"{entry.name}: {value} is out of bounds")
    return int(scaled)


def _expected(found: str | dict[str, Any]) -> dict[str, Any]:
    """What a case states, with what it leaves out filled in."""
    given = _named(found) if isinstance(found, str) else dict(found)
    given["missing"] = sorted(given.get("missing", []))
    if "verdict" in given:
        verdict = given["verdict"]
        if verdict not in VERDICTS or (verdict == "unknown" and "owed" not in given):
            raise LawError(f"{verdict!r} is no verdict, or unknown without saying whether owed")
        given.setdefault("owed", "yes" if verdict == "breached" else "no")
        fine = given.get("fine")
        given["fine"] = None if fine is None else {"extras": [], **fine}
    elif "answer" in given:
        given["grounds"] = sorted(given.get("grounds", []))
    else:
        given.setdefault("amount", None)
    return given


def _named(word: str) -> dict[str, Any]:
    if word in ANSWERS and word != NOT_IN_FORCE:
        return {"answer": word}
    return {"granted": word} if word in TRUTHS else {"verdict": word}


def actual(edition: Edition, id: str, case: Case) -> dict[str, Any]:
    """What an edition makes of a case under one rule, in the words the cases use."""
    for rule in edition.rules():
        if rule.id == id:
            return outcome(rule, edition, case)
    raise LawError(f"{case.name.en}: there is no rule {id!r} in {edition.pack}")


def outcome(rule: Duty | Gate | Permission, edition: Edition, case: Case) -> dict[str, Any]:
    """What one rule makes of a case, in the words the cases use."""
    in_force = rule.in_force.holds(case.on)
    match rule:
        case Duty():
            return _judged(rule, case) if in_force else _expected(NOT_IN_FORCE)
        case Gate():
            if not in_force:
                return {"answer": NOT_IN_FORCE, "grounds": [], "missing": []}
            heard = gates.ask(rule, case.facts)
            grounds = sorted(found.ground.id for found in heard.unmet)
            answer = heard.answer.value
            return {"answer": answer, "grounds": grounds, "missing": sorted(heard.missing)}
        case Permission():
            if not in_force:
                return {"granted": NOT_IN_FORCE, "amount": None, "missing": []}
            grant = permissions.ask(rule, case.facts)
            return {
                "granted": WORDS[grant.reason.truth],
                "amount": _amount(grant, edition),
                "missing": sorted(grant.missing),
            }


def _judged(duty: Duty, case: Case) -> dict[str, Any]:
    found = judge(duty, case.facts)
    return {
        "verdict": found.verdict.name.lower().replace("_", " "),
        "owed": WORDS[found.owed],
        "missing": sorted(found.missing),
        "fine": _fine(found, case.facts),
    }


def _amount(grant: permissions.Grant, edition: Edition) -> str | None:
    if grant.amount is None:
        return None
    entry = edition.entry(grant.permission.unit_of)
    return f"{Decimal(grant.amount) / (100 if entry.unit == 'fen' else entry.scale):f}"


def _fine(found: Judgement, facts: Facts) -> dict[str, Any] | None:
    if found.exposure is None or found.exposure.band is None:
        return None
    fine = found.exposure.fine
    said: dict[str, Any] = {
        "article": fine.article,
        "extras": [extra.zh for extra in fine.extras],
        "now": WORDS[found.exposure.may_be_imposed],
        **yuan(found.exposure.band),
    }
    imposed = facts.get(fine_imposed(found.duty.id))
    if fine.persons and imposed is not None:
        said["persons"] = {"article": fine.persons.article, **yuan(fine.persons.band(imposed))}
    return said


def yuan(band: tuple[int, int]) -> dict[str, str]:
    """A band in fen as the cases write it: whole yuan, or yuan and fen."""
    low, high = (f"{Decimal(fen) / 100:.2f}".removesuffix(".00") for fen in band)
    return {"from": low, "to": high}
