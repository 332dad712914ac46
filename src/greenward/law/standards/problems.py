"""Why a table cannot be taken: each problem with its place, in both languages, all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..language import Text

MESSAGES: Mapping[str, Text] = {
    "not_toml": Text("文件不是有效的TOML：{detail}", "The file is not valid TOML: {detail}."),
    "unknown_key": Text(
        "无法识别“{key}”，可用：{known}。", "{key!r} is not known here. Known: {known}."
    ),
    "missing_key": Text("缺少“{key}”。", "{key!r} is missing."),
    "bad_type": Text("“{key}”应为{wanted}。", "{key!r} must be {wanted}."),
    "unknown_quantity": Text(
        "没有“{name}”这种数值，可用：{known}。",
        "There is no quantity {name!r}. Known: {known}.",
    ),
    "unknown_name": Text(
        "“{key}”中没有“{name}”。最接近的是：{known}。",
        "{name!r} is no {key}. Nearest: {known}.",
    ),
    "key_not_used": Text("“{quantity}”不按“{key}”区分。", "{quantity} is not told apart by {key}."),
    "unit": Text("{zh}", "{en}"),
    "number": Text("“{text}”不是数字。", "{text!r} is not a number."),
    "not_positive": Text("数值{value}应大于零。", "The value {value} must be above zero."),
    "not_whole": Text("数值{value}应为整数。", "The value {value} must be a whole number."),
    "too_fine": Text(
        "数值{value}的小数超过{most}位，不能准确判定1.5倍和平均值，请按标准原文的位数填写。",
        "The value {value} has more than {most} decimals: its one-and-a-half-fold and means could "
        "not be judged exactly. Write it as the standard does.",
    ),
    "bad_date": Text(
        "“{text}”不是日期，请写成2026-11-20。", "{text!r} is not a date; write 2026-11-20."
    ),
    "ends_before_begins": Text(
        "截止日期{last}早于起始日期{first}。", "It ends on {last}, before it begins on {first}."
    ),
    "bad_choice": Text("“{key}”只能是：{known}。", "{key!r} must be one of: {known}."),
    "confidence": Text(
        "凭记忆的数值（M）须写明把握程度（60至100），低于60的不得录入。",
        "A value from memory (M) states its confidence, 60 to 100; below 60 it is not entered.",
    ),
    "overlap": Text(
        "与{other}重复：同一标准同一项目在{first}至{last}有两个数值。",
        "It overlaps {other}: the standard would have two values for the same thing from {first} "
        "to {last}.",
    ),
    "guiding_above_constraint": Text(
        "引导值{value}高于{other}的约束值{limit}。",
        "The guiding value {value} is above the constraint value {limit} of {other}.",
    ),
    "empty": Text("文件里没有数值行。", "The file holds no row with a value."),
    "no_header": Text(
        "找不到表头：需要有“数值/value”或“约束值/constraint”列。",
        "No header was found: a column named value or constraint is needed.",
    ),
    "unreadable": Text("文件无法读取：{detail}", "The file cannot be read: {detail}."),
    "unknown_format": Text(
        "只能导入TOML、CSV、XLSX文件，不能导入“{name}”。",
        "Only TOML, CSV and XLSX files can be imported, not {name!r}.",
    ),
    "level_differs": Text(
        "标准{code}已登记为{level}。", "The standard {code} is already on file as {level}."
    ),
    "method_differs": Text(
        "标准{code}已登记的计算方法为{method}。",
        "The standard {code} is already on file with the method {method}.",
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a code, where it is, and its particulars."""

    code: str
    where: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        said = MESSAGES[self.code].in_(lang).format(**self.params)
        if not self.where:
            return said
        return (
            f"{_in_chinese(self.where)}：{said}"
            if lang.startswith("zh")
            else f"{self.where}: {said}"
        )


PLACES = {"row": "第{}行", "group": "第{}组", "gap": "第{}处缺项"}


def _in_chinese(where: str) -> str:
    """``group 1, row 2`` in Chinese; anything else is left as it is."""
    return re.sub(
        r"(row|group|gap) (\d+)(?:, )?", lambda found: PLACES[found[1]].format(found[2]), where
    )


class TableRefused(ValueError):
    """A table is taken whole or not at all; `problems` names everything that stands in the way."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text("en") for problem in self.problems))

    def texts(self, lang: str) -> list[str]:
        return [problem.text(lang) for problem in self.problems]
