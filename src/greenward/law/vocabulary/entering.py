"""How a fact enters the vocabulary, and the facts that every duty, gate and permission brings.

A pack may declare facts of its own with `flag` and `quantity`; an edition holds those it asks for.
"""

from __future__ import annotations

from typing import Literal

from ..language import (
    Bearer,
    Duty,
    FactEntry,
    Flag,
    Gate,
    LawError,
    Permission,
    Quantity,
    Text,
    fine_imposed,
    gate_passed,
    order_expired,
    policy_in_force,
)

ENTRIES: dict[str, FactEntry] = {}

Supplier = Bearer | Literal["authority"]


def _enter(entry: FactEntry) -> str:
    if entry.name in ENTRIES:
        raise LawError(f"the fact {entry.name!r} is entered twice")
    ENTRIES[entry.name] = entry
    return entry.name


def flag(
    name: str,
    yes: tuple[str, str],
    no: tuple[str, str],
    proof: tuple[str, str],
    supplier: Supplier = "authority",
    recorded: bool = False,
) -> Flag:
    return Flag(
        _enter(
            FactEntry(
                name,
                "flag",
                Text(*yes),
                denial=Text(*no),
                proof=Text(*proof),
                supplier=supplier,
                recorded=recorded,
            )
        )
    )


def quantity(
    name: str,
    label: tuple[str, str],
    proof: tuple[str, str],
    *,
    unit: str,
    scale: int,
    high: int,
    low: int = 0,
    supplier: Supplier = "authority",
) -> Quantity:
    return Quantity(
        _enter(
            FactEntry(
                name,
                "quantity",
                Text(*label),
                unit=unit,
                scale=scale,
                low=low,
                high=high,
                proof=Text(*proof),
                supplier=supplier,
            )
        )
    )


def order_entry(duty: Duty) -> FactEntry:
    """The fact that an order to correct a breach of this duty was not obeyed in its time."""
    article = duty.article
    return FactEntry(
        order_expired(duty.id),
        "flag",
        Text(
            f"第{article}条的限期改正已逾期未改正",
            f"the order to correct Article {article} expired uncorrected",
        ),
        denial=Text(
            f"第{article}条没有逾期未改正的责令限期改正",
            f"no order to correct Article {article} has expired uncorrected",
        ),
        recorded=True,
        proof=Text(
            "责令限期改正通知书及其送达回证", "the order to correct with its proof of service"
        ),
    )


def fine_entry(duty: Duty) -> FactEntry:
    """The fine actually imposed on the entity: what a person's share is counted from."""
    article = duty.breach.article if duty.breach else duty.article
    return FactEntry(
        fine_imposed(duty.id),
        "quantity",
        Text(
            f"依第{article}条对单位实际处以的罚款",
            f"the fine imposed on the entity under Article {article}",
        ),
        unit="fen",
        high=10**14,
        proof=Text("行政处罚决定书", "the penalty decision"),
    )


def gate_entry(gate: Gate) -> FactEntry:
    """The fact that a gate was passed, here or as recorded from another authority."""
    return FactEntry(
        gate_passed(gate.id),
        "flag",
        Text(f"已通过：{gate.title.zh}", f"passed: {gate.title.en}"),
        denial=Text(f"未通过：{gate.title.zh}", f"not passed: {gate.title.en}"),
        recorded=True,
        proof=Text("决定文书或登记", "the decision or its record"),
    )


def policy_entry(permission: Permission) -> FactEntry:
    """The fact that the authority has put a policy in force that implements a permission."""
    return FactEntry(
        policy_in_force(permission.id),
        "flag",
        Text(
            f"第{permission.article}条的实施政策已施行",
            f"a policy implementing Article {permission.article} is in force",
        ),
        denial=Text(
            f"第{permission.article}条没有施行中的实施政策",
            f"no policy implementing Article {permission.article} is in force",
        ),
        recorded=True,
        proof=Text("政策文件的文号和施行日期", "the policy's number and its days in force"),
    )
