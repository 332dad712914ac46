"""What is drawn from: targets in strata and inspectors, with the rules that decide beforehand.

The pool is one canonical JSON text whose SHA-256 is published before the randomness exists: who may
be inspected, who may inspect, quotas by risk, areas served, recusals and the cap are all in it, so
nothing is left to decide afterwards. At least two inspectors go to a target (Administrative
Penalty Law, Article 42).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .errors import DrawError

PER_TARGET = 2
"""The fewest inspectors of one target, and the default."""
WHOLE = 10_000
"""Basis points of a whole."""
LARGEST = 1_000_000


def canonical(data: Any) -> bytes:
    """JSON in UTF-8 with sorted keys and no white space: the bytes that are hashed."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def sha256(data: Any) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical(data)).hexdigest()


@dataclass(frozen=True, order=True)
class Target:
    """Something to inspect. `owner` is what a recusal names; `district` what an inspector serves."""

    id: str
    stratum: str
    district: str = ""
    owner: str = ""
    name: str = field(default="", compare=False)


@dataclass(frozen=True, order=True)
class Inspector:
    """An officer by the number of the enforcement card, the districts served, and the owners whose
    inspection the officer takes no part in."""

    id: str
    districts: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quota:
    """How many of a stratum are drawn: a number, or a share in basis points, rounded up."""

    number: int = 0
    basis_points: int | None = None

    def of(self, size: int) -> int:
        """Of `size` targets; never more than there are for a share, a number stays as asked."""
        if self.basis_points is None:
            return self.number
        return -(-size * self.basis_points // WHOLE)

    def to_data(self) -> int | dict[str, int]:
        if self.basis_points is None:
            return self.number
        return {"basis_points": self.basis_points}

    @classmethod
    def read(cls, data: Any) -> Quota:
        share = isinstance(data, dict) and set(data) == {"basis_points"}
        number = data["basis_points"] if share else data
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise DrawError("bad_quota", f"{data!r} is neither a number nor basis points.")
        if number > (WHOLE if share else LARGEST):
            raise DrawError("bad_quota", f"The quota {number} is too large.")
        return cls(basis_points=number) if share else cls(number)


@dataclass(frozen=True)
class Pool:
    """Targets and inspectors with the rules of the draw. Ids are unique, without line breaks."""

    targets: tuple[Target, ...]
    inspectors: tuple[Inspector, ...]
    quota: Mapping[str, Quota]
    cap: int
    """The most targets of one inspector; raised by one, and the pairing repeated, if it must be."""
    per_target: int = PER_TARGET

    def __post_init__(self) -> None:
        _check_ids("target", [one.id for one in self.targets])
        _check_ids("inspector", [one.id for one in self.inspectors])
        if self.per_target < PER_TARGET:
            raise DrawError("too_few_inspectors", "At least two inspectors go to a target.")
        if not 1 <= self.cap <= LARGEST:
            raise DrawError("bad_cap", "The cap is a whole number from 1 on.")
        without = self.strata.keys() - self.quota.keys()
        if without:
            raise DrawError("no_quota", f"No quota is set for: {', '.join(sorted(without))}.")

    @cached_property
    def strata(self) -> Counter[str]:
        """How many targets each stratum has."""
        return Counter(one.stratum for one in self.targets)

    def wanted(self) -> dict[str, int]:
        """How many targets each stratum asks for."""
        return {name: quota.of(self.strata[name]) for name, quota in self.quota.items()}

    def sorted(self) -> Pool:
        """The same pool in the order of its ids, as it is published."""
        targets, inspectors = tuple(sorted(self.targets)), tuple(sorted(self.inspectors))
        return Pool(targets, inspectors, self.quota, self.cap, self.per_target)

    def to_data(self) -> dict[str, Any]:
        """Plain data for the canonical text; what has its default is left out."""
        data: dict[str, Any] = {
            "quota": {name: one.to_data() for name, one in self.quota.items()},
            "cap": self.cap,
            "targets": [_target_data(one) for one in self.targets],
            "inspectors": [
                {"id": i.id, "districts": list(i.districts), "recused": list(i.recused)}
                for i in self.inspectors
            ],
        }
        if self.per_target != PER_TARGET:
            data["per_target"] = self.per_target
        return data

    @property
    def sha256(self) -> str:
        return sha256(self.to_data())

    @classmethod
    def read(cls, data: Any) -> Pool:
        """The pool a published text stands for. Raises DrawError where it is none."""
        try:
            return cls(
                tuple(Target(**_texts(one)) for one in data["targets"]),
                tuple(
                    Inspector(one["id"], tuple(one["districts"]), tuple(one["recused"]))
                    for one in data["inspectors"]
                ),
                {name: Quota.read(one) for name, one in data["quota"].items()},
                data["cap"],
                data.get("per_target", PER_TARGET),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise DrawError("bad_pool", f"The pool is not complete: {error}.") from error


def _target_data(one: Target) -> dict[str, str]:
    data = {"id": one.id, "stratum": one.stratum, "district": one.district, "owner": one.owner}
    return {**data, "name": one.name} if one.name else data


def _texts(data: Mapping[str, Any]) -> dict[str, str]:
    if not all(isinstance(value, str) for value in data.values()):
        raise TypeError("a target holds texts alone")
    return dict(data)


def _check_ids(what: str, ids: Iterable[str]) -> None:
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        raise DrawError("twice", f"{what} {twice[0]} is in the pool twice.")
    for one in ids:
        if not one or "\n" in one:
            raise DrawError("bad_id", f"{what} {one!r}: an id is one line of text.")
