"""How many projects meet a duty, breach it or cannot be judged: the facts kept of each as one table.

A duty about projects is judged of the facts the last act kept; the answer is the law's own
(`law.assess`), in one query however many projects and duties there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
from django.db import connection
from django.db.models import QuerySet

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.law.assess import asked, assess, counts, judgement
from greenward.law.language import Duty, Edition, Verdict

from ..models import Project

OWED = "owed"


def tallies(
    actor: Actor, city: Area, duties: Sequence[Duty], edition: Edition
) -> dict[str, Mapping[str, int]]:
    """The number of projects of each verdict (by its name) and of those that owe, by duty."""
    return counts(_judged(actor, city, duties, edition), duties) if duties else {}


def members(
    actor: Actor, city: Area, duty: Duty, edition: Edition, verdict: str
) -> QuerySet[Project]:
    """The projects behind a number: those of a verdict by its name, or "owed"."""
    found = _judged(actor, city, [duty], edition)
    if verdict == OWED:
        chosen = found.filter(pl.col(judgement(OWED, duty.id)))
    else:
        chosen = found.filter(
            pl.col(judgement("verdict", duty.id)) == int(Verdict[verdict.upper()])
        )
    return Project.objects.filter(pk__in=chosen["id"].to_list())


def _judged(actor: Actor, city: Area, duties: Sequence[Duty], edition: Edition) -> pl.DataFrame:
    kinds = {name: edition.entry(name).kind == "flag" for name in asked(duties)}
    seen = Project.objects.visible_to(actor).filter(area__path__startswith=city.path)
    sql, params = seen.order_by().values("pk").query.sql_with_params()
    columns = ", ".join(f'"{n}" {"boolean" if flag else "bigint"}' for n, flag in kinds.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, f.* FROM construction_project p, jsonb_to_record(p.facts) AS f({columns}) "
            f"WHERE p.id IN ({sql})",
            params,
        )
        rows = cursor.fetchall()
    types = {name: pl.Boolean if flag else pl.Int64 for name, flag in kinds.items()}
    table = pl.DataFrame(rows, schema={"id": pl.Int64, **types}, orient="row")
    return assess(table, duties, edition)
