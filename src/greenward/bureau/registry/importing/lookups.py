"""Names in a file become rows on file: districts, owners and managing companies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import polars as pl

from greenward.bureau.accounts.models import Area, Organisation

from .cells import fold
from .columns import NO_PROBLEM, problem_frame

ROLES = ("owner", "manager")


def with_areas(frame: pl.DataFrame, scope: Area, heading: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add ``area_id``: the district a row states, null where it states none; and the problems.

    A name or code is looked for inside the area of the import first, then everywhere, so that a
    row of another city's district is refused for what it is.
    """
    if "area" not in frame.columns:
        return frame.with_columns(pl.lit(None, pl.Int64).alias("area_id")), NO_PROBLEM
    known: dict[str, list[Area]] = defaultdict(list)
    for area in Area.objects.all():
        for name in {fold(area.code), fold(area.name_zh), fold(area.name_en)} - {""}:
            known[name].append(area)
    answers, wrong = {}, {}
    for text in frame["area"].drop_nulls().unique():
        found = known.get(fold(text), [])
        inside = [area for area in found if area.path.startswith(scope.path)] or found
        if not inside:
            wrong[text] = ("unknown_area", {"value": text})
        elif len(inside) > 1:
            codes = ", ".join(area.code for area in inside)
            wrong[text] = ("ambiguous_area", {"value": text, "codes": codes})
        elif not inside[0].path.startswith(scope.path):
            wrong[text] = ("outside_area", {"area": text, "scope": scope.code})
        else:
            answers[text] = inside[0].pk
    ids = frame["area"].replace_strict(answers, default=None, return_dtype=pl.Int64)
    problems = [
        (row, heading, text, *wrong[text])
        for row, text in frame.select("row", "area").iter_rows()
        if text in wrong
    ]
    return frame.with_columns(ids.alias("area_id")), problem_frame(problems)


def ambiguous(
    frame: pl.DataFrame, heading: Callable[[str], str], roles: Sequence[str] = ROLES
) -> pl.DataFrame:
    """Rows that name an organisation only by a name that several on file bear."""
    problems = []
    for role in roles:
        named = _named_only(frame, role)
        if named.is_empty():
            continue
        names = named[f"{role}_name"].unique().to_list()
        seen: dict[str, int] = defaultdict(int)
        for name in Organisation.objects.filter(name__in=names).values_list("name", flat=True):
            seen[name] += 1
        problems += [
            (row, heading(f"{role}_name"), name, "owner_ambiguous", {"value": name})
            for row, name in named.iter_rows()
            if seen[name] > 1
        ]
    return problem_frame(problems)


def with_organisations(frame: pl.DataFrame, roles: Sequence[str] = ROLES) -> pl.DataFrame:
    """Add ``owner_id`` and ``manager_id``, of other roles theirs; organisations that are not on file
    are entered.

    By credit code where one is stated, else by the exact name.
    """
    for role in roles:
        code, name = f"{role}_uscc", f"{role}_name"
        pairs = frame.select(_column(frame, code), _column(frame, name)).unique()
        ids = _organisations([pair for pair in pairs.iter_rows() if pair[0] or pair[1]])
        keys = pl.DataFrame(
            {
                code: [pair[0] for pair in ids],
                name: [pair[1] for pair in ids],
                f"{role}_id": list(ids.values()),
            },
            schema={code: pl.String, name: pl.String, f"{role}_id": pl.Int64},
        )
        frame = frame.with_columns(_column(frame, code), _column(frame, name)).join(
            keys, on=[code, name], how="left", nulls_equal=True, maintain_order="left"
        )
    return frame


def _organisations(
    pairs: list[tuple[str | None, str | None]],
) -> dict[tuple[str | None, str | None], int]:
    codes = {code for code, _ in pairs if code}
    names = {name for code, name in pairs if name and not code}
    by_code = dict(Organisation.objects.filter(uscc__in=codes).values_list("uscc", "pk"))
    by_name = dict(Organisation.objects.filter(name__in=names).values_list("name", "pk"))
    new_codes = {code: name or code for code, name in pairs if code and code not in by_code}
    new = [Organisation(uscc=code, name=name) for code, name in new_codes.items()]
    new += [Organisation(name=name) for name in sorted(names - by_name.keys())]
    for made in Organisation.objects.bulk_create(new):
        if made.uscc:
            by_code[made.uscc] = made.pk
        else:
            by_name[made.name] = made.pk
    return {(code, name): by_code[code] if code else by_name[name or ""] for code, name in pairs}


def _named_only(frame: pl.DataFrame, role: str) -> pl.DataFrame:
    name = f"{role}_name"
    if name not in frame.columns:
        return pl.DataFrame(schema={"row": pl.Int64, name: pl.String})
    return frame.filter(
        pl.col(name).is_not_null() & _column(frame, f"{role}_uscc").is_null()
    ).select("row", name)


def _column(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in frame.columns else pl.lit(None, pl.String).alias(name)
