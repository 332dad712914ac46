"""Which building a row means: by its identifiers alone, in the order the profile gives.

Rows are taken in the order of the file. A row whose identifiers all point to one building is that
building; to two, it is refused with both named; to none, it is a new building (or, where figures
are imported, refused). A blank identifier never matches anything. A row that agrees on one
identifier but contradicts another of the same kind is refused: two buildings must not grow
together because a number was mistyped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl
from django.db import connection

from greenward.bureau.registry import reasons
from greenward.engine import fetch, store

from .columns import problem_frame
from .fields import ID
from .profiles import Profile

Key = tuple[str, str]
"""A scheme ("code" for the national building code) and a value."""

KEYS = "import_keys"
FOUND = f"""
    SELECT k.scheme, k.value, b.id FROM {KEYS} k
    JOIN registry_building b ON k.scheme = 'code' AND b.code = k.value
    UNION ALL
    SELECT k.scheme, k.value, i.building_id FROM {KEYS} k
    JOIN registry_identifier i ON i.scheme = k.scheme AND i.value = k.value
"""
CARRIED = f"""
    WITH found AS ({FOUND})
    SELECT b.id, coalesce(nullif(b.name, ''), b.code, '#' || b.id), a.path, coalesce(b.code, ''),
           coalesce((SELECT string_agg(i.scheme || chr(31) || i.value, chr(30))
                     FROM registry_identifier i WHERE i.building_id = b.id), '')
    FROM registry_building b JOIN accounts_area a ON a.id = b.area_id
    WHERE b.id IN (SELECT id FROM found)
"""


@dataclass
class Register:
    """What is on file of the buildings a file speaks of, and what its own rows add to it.

    A new building is known by the negative number of the row that first named it. `on_file` are
    the identifiers of the file that somebody carries already.
    """

    of_key: dict[Key, int] = field(default_factory=dict)
    on_file: frozenset[Key] = frozenset()
    labels: dict[int, str] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)
    carried: dict[int, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def add(self, building: int, keys: Sequence[Key]) -> None:
        for scheme, value in keys:
            self.of_key.setdefault((scheme, value), building)
            self.carried[building][scheme].add(value)

    def label(self, building: int) -> str:
        """How a refusal names the building; of a new one only its row is known (`reasons`)."""
        return f"{reasons.NEW_OF_ROW}{-building}" if building < 0 else self.labels[building]


def scheme_of(name: str) -> str:
    """The scheme of an identifier field: ``id.tax-lot`` is tax-lot, ``code`` itself."""
    return name.removeprefix(ID)


def look_up(frame: pl.DataFrame, match: Sequence[str]) -> Register:
    """The buildings on file that carry any identifier of the frame: two queries for any number."""
    keys = pl.concat(
        frame.select(pl.lit(scheme_of(name)).alias("scheme"), pl.col(name).alias("value"))
        for name in match
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {KEYS}")
        cursor.execute(f"CREATE TEMP TABLE {KEYS} (scheme text, value text) ON COMMIT DROP")
        store(KEYS, keys.drop_nulls().unique())
        cursor.execute(f"ANALYZE {KEYS}")
    register = Register()
    found = fetch(FOUND, {"scheme": "text", "value": "text", "id": "int"})
    register.of_key = {(scheme, value): id for scheme, value, id in found.iter_rows()}
    register.on_file = frozenset(register.of_key)
    carried = fetch(
        CARRIED, {"id": "int", "label": "text", "path": "text", "code": "text", "others": "text"}
    )
    for id, label, path, code, others in carried.iter_rows():
        register.labels[id], register.paths[id] = label, path
        pairs = [tuple(pair.split("\x1f")) for pair in others.split("\x1e") if pair]
        register.add(id, [("code", code)] * bool(code) + pairs)
    return register


def resolve(
    frame: pl.DataFrame,
    profile: Profile,
    register: Register,
    heading: Callable[[str], str],
    *,
    create: bool,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add ``building`` (negative: new) and ``matched_on`` to the frame; give the problems too."""
    schemes = [scheme_of(name) for name in profile.match]
    names = dict(zip(schemes, profile.match, strict=True))
    several = {scheme_of(name) for name in profile.several}
    buildings: list[int | None] = []
    matched: list[str] = []
    problems = []
    for row, *values in frame.select("row", *profile.match).iter_rows():
        keys = [(s, value) for s, value in zip(schemes, values, strict=True) if value is not None]
        try:
            building, on = _meant(row, keys, register, several, create)
        except _Refused as refused:
            column = heading(names[refused.scheme]) if refused.scheme else ""
            problems.append((row, column, refused.cell, refused.code, refused.params))
            building, on = None, ""
        buildings.append(building)
        matched.append(on)
    joined = frame.with_columns(
        pl.Series("building", buildings, pl.Int64), pl.Series("matched_on", matched, pl.String)
    )
    fields = ", ".join(profile.match)
    named = [(*head, params | {"fields": fields}) for *head, params in problems]
    return joined, problem_frame(named)


class _Refused(Exception):
    """`key` is the identifier that is shown as the cell at fault."""

    def __init__(self, code: str, key: Key = ("", ""), **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params
        self.scheme, self.cell = key


def _meant(
    row: int, keys: list[Key], register: Register, several: set[str], create: bool
) -> tuple[int, str]:
    if not keys:
        raise _Refused("no_identifier")
    pointed: dict[int, Key] = {}
    for key in keys:
        building = register.of_key.get(key)
        if building is not None:
            pointed.setdefault(building, key)
    if len(pointed) > 1:
        (first, key), (second, other) = list(pointed.items())[:2]
        raise _Refused(
            "ambiguous_identity",
            key,
            scheme=key[0],
            value=key[1],
            building=register.label(first),
            other_scheme=other[0],
            other_value=other[1],
            other_building=register.label(second),
        )
    if not pointed:
        if not create:
            said = ", ".join(f"{scheme} {value}" for scheme, value in keys)
            raise _Refused("unknown_building", keys[0], identifiers=said)
        register.add(-row, keys)
        return -row, ""
    [(building, by)] = pointed.items()
    _no_contradiction(building, by, keys, register, several)
    if create:
        register.add(building, keys)
    return building, f"{by[0]} {by[1]}"


def _no_contradiction(
    building: int, by: Key, keys: list[Key], register: Register, several: set[str]
) -> None:
    for scheme, value in keys:
        known = register.carried[building].get(scheme)
        if known and value not in known and scheme not in several:
            raise _Refused(
                "identity_conflict",
                (scheme, value),
                by_scheme=by[0],
                by=by[1],
                building=register.label(building),
                scheme=scheme,
                known=", ".join(sorted(known)),
                value=value,
            )
