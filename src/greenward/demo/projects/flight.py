"""Projects in flight come in by a list, as an authority's own would: a file a visitor can look at.

What was decided before this system stands in its columns: the day, the number and the star of each
gate. The same importer reads it that reads any city's list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from ..files import import_list

KIND = "projects"
BASE = {
    "项目代码": 'project_code = "项目代码"',
    "项目名称": 'project_name = "项目名称"',
    "行政区划代码": 'area = "行政区划代码"',
    "建设单位统一社会信用代码": 'developer_uscc = "建设单位统一社会信用代码"',
    "建设单位": 'developer_name = "建设单位"',
    "功能": 'function = "功能"',
    "建筑面积": 'project_area = { from = "建筑面积", unit = "m²" }',
    "适用法规日期": 'regime_on = { from = "适用法规日期", dates = ["YYYY-MM-DD"] }',
    "适用理由": 'regime_reason = "适用理由"',
}
"""Columns of every list by their headings, each as the profile says it."""


def bring_in(
    actor: Actor,
    city: Area,
    name: str,
    file: str,
    more: Mapping[str, str],
    rows: Iterable[Iterable[object]],
) -> None:
    """Write a list of projects and import it. `more` are the columns beside `BASE`, alike."""
    columns = BASE | dict(more)
    about = "演示：在建项目清单 / demo: projects in flight"
    body = [f'about = "{about}"', f'holds = ["{KIND}"]', "[columns]", *columns.values()]
    import_list(actor, city, KIND, name, "\n".join(body), file, list(columns), rows)


def passed(gate: str, title: str) -> dict[str, str]:
    """The columns of a gate: the day it was passed and the number of the decision."""
    return {
        f"{title}日期": f'day.{gate} = {{ from = "{title}日期", dates = ["YYYY-MM-DD"] }}',
        f"{title}文号": f'number.{gate} = "{title}文号"',
    }


def known(fact: str, title: str) -> dict[str, str]:
    """The column of a fact."""
    return {title: f'fact.{fact} = "{title}"'}
