"""What is said about a year of bills: why it is refused, and what was noticed on the way.

A remark is a code with its particulars, so that programs can act on it, and one sentence in each
language, so that a person can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The kinds of remark. Those of NOTES leave a year complete; all others refuse it."""

    GAP = "gap"
    STARTS_LATE = "starts_late"
    ENDS_EARLY = "ends_early"
    OPEN_END = "open_end"
    NO_BILLS = "no_bills"
    OVERLAP = "overlap"
    CONFLICT = "conflict"
    UNSPLITTABLE = "unsplittable"
    NEGATIVE_AMOUNT = "negative_amount"
    ABSURD_AMOUNT = "absurd_amount"
    UNKNOWN_AMOUNT = "unknown_amount"
    WRONG_UNIT = "wrong_unit"
    ABSURD_DATE = "absurd_date"
    OUTSIDE_ACTIVITY = "outside_activity"
    MIXED_COMMODITY = "mixed_commodity"
    NOT_METERED = "not_metered"
    NO_METER = "no_meter"
    DUPLICATE = "duplicate"
    MIXED_BOUNDARY = "mixed_boundary"
    SPLIT = "split"
    ZERO_ELECTRICITY = "zero_electricity"
    ABSURD_DATE_ELSEWHERE = "absurd_date_elsewhere"


NOTES = frozenset(
    {
        Code.DUPLICATE,
        Code.MIXED_BOUNDARY,
        Code.SPLIT,
        Code.ZERO_ELECTRICITY,
        Code.ABSURD_DATE_ELSEWHERE,
    }
)

TEXT_EN: Mapping[Code, str] = {
    Code.GAP: (
        "Meter {meter} has no bill for {first} to {last} (months: {months}); load the missing "
        "bills."
    ),
    Code.STARTS_LATE: (
        "Meter {meter}: the first bill on file begins on {begins}; {first} to {last} is missing "
        "(months: {months}). "
        "Load earlier bills, or record the day the meter became active."
    ),
    Code.ENDS_EARLY: (
        "Meter {meter}: the last bill on file ends on {ends}; {first} to {last} is missing "
        "(months: {months}). "
        "Load later bills, or record the day the meter was taken out of service."
    ),
    Code.OPEN_END: (
        "Meter {meter}: each bill ends on the day the next one begins, so {first}, the last day "
        "of {bill}, "
        "belongs to a bill that is not on file yet; load it."
    ),
    Code.NO_BILLS: "Meter {meter} has no bill at all for {first} to {last} (months: {months}).",
    Code.OVERLAP: (
        "Meter {meter}: the bills {bill} and {other} both claim {first} to {last}; correct the "
        "dates of one of them."
    ),
    Code.CONFLICT: (
        "Meter {meter}: the bills for {first} to {last} state different amounts ({amounts}); "
        "withdraw the wrong one."
    ),
    Code.UNSPLITTABLE: (
        "Meter {meter}: the bill {bill} ({days} days) runs from one year into another and is "
        "longer than "
        "{limit} days, so it cannot be divided between them; load the bills of shorter periods."
    ),
    Code.NEGATIVE_AMOUNT: (
        "Meter {meter}: the bill {bill} states a negative amount ({amount}); load the corrected "
        "bill instead."
    ),
    Code.ABSURD_AMOUNT: (
        "Meter {meter}: the bill {bill} states an impossible amount ({amount}); correct it."
    ),
    Code.UNKNOWN_AMOUNT: (
        "Meter {meter}: the bill {bill} states no amount; an unknown amount is not counted as zero."
    ),
    Code.WRONG_UNIT: (
        "Meter {meter}: the bill {bill} is in {unit}, which does not count {commodity_en}."
    ),
    Code.ABSURD_DATE: "Meter {meter}: the bill {bill} has impossible dates; correct them.",
    Code.OUTSIDE_ACTIVITY: (
        "Meter {meter}: the bill {bill} lies wholly outside the days on which the meter is on "
        "record as active."
    ),
    Code.MIXED_COMMODITY: (
        "Meter {meter} has records of different commodities ({commodities}); one meter counts one."
    ),
    Code.NOT_METERED: (
        "No meter of {commodity_en} was active from {first} to {last}; record the meter that was, "
        "or that the supply began or ended."
    ),
    Code.NO_METER: "No meter was active in {year}; there is nothing to add up.",
    Code.DUPLICATE: (
        "Meter {meter}: the bill {bill} is on file {copies} times with the same amount and "
        "counts once."
    ),
    Code.MIXED_BOUNDARY: (
        "Meter {meter}: on some bills the last day is also the first day of the next, on others "
        "not; "
        "a shared day counts for the later bill."
    ),
    Code.SPLIT: "Meter {meter}: the bill {bill} is divided by days between the years ({shares}).",
    Code.ZERO_ELECTRICITY: (
        "Meter {meter}: the bill {bill} states no use of electricity at all; please check it."
    ),
    Code.ABSURD_DATE_ELSEWHERE: (
        "Meter {meter}: the bill {bill} has impossible dates and belongs to no year asked for; "
        "correct them."
    ),
}

TEXT_ZH: Mapping[Code, str] = {
    Code.GAP: "计量表{meter}缺{first}至{last}的账单（月份：{months}），请补录。",
    Code.STARTS_LATE: (
        "计量表{meter}的首张账单自{begins}起，缺{first}至{last}（月份：{months}）。"
        "请补录此前账单，或登记该表启用日期。"
    ),
    Code.ENDS_EARLY: (
        "计量表{meter}的末张账单止于{ends}，缺{first}至{last}（月份：{months}）。"
        "请补录此后账单，或登记该表停用日期。"
    ),
    Code.OPEN_END: (
        "计量表{meter}的账单首尾同日，账单{bill}的末日{first}应计入尚未录入的下一张账单，请录入。"
    ),
    Code.NO_BILLS: "计量表{meter}在{first}至{last}没有任何账单（月份：{months}）。",
    Code.OVERLAP: "计量表{meter}的账单{bill}与{other}均包含{first}至{last}，请更正其中一张的日期。",
    Code.CONFLICT: "计量表{meter}在{first}至{last}的账单用量不一致（{amounts}），请撤回错误的一张。",
    Code.UNSPLITTABLE: (
        "计量表{meter}的账单{bill}（{days}天）跨年且超过{limit}天，不能分摊到各年，请录入较短周期的账单。"
    ),
    Code.NEGATIVE_AMOUNT: "计量表{meter}的账单{bill}用量为负（{amount}），请录入更正后的账单。",
    Code.ABSURD_AMOUNT: "计量表{meter}的账单{bill}用量不可能成立（{amount}），请更正。",
    Code.UNKNOWN_AMOUNT: "计量表{meter}的账单{bill}未写明用量；用量不明不按零计。",
    Code.WRONG_UNIT: "计量表{meter}的账单{bill}以{unit}计，该单位不能计量{commodity_zh}。",
    Code.ABSURD_DATE: "计量表{meter}的账单{bill}日期不可能成立，请更正。",
    Code.OUTSIDE_ACTIVITY: "计量表{meter}的账单{bill}完全在该表登记的启用期间之外。",
    Code.MIXED_COMMODITY: "计量表{meter}的记录涉及不同能源品种（{commodities}），一块表只能计量一种。",
    Code.NOT_METERED: "{first}至{last}没有启用的{commodity_zh}计量表，请登记当时的计量表，或登记开始供应、停止供应。",
    Code.NO_METER: "{year}年没有启用的计量表，无从合计。",
    Code.DUPLICATE: "计量表{meter}的账单{bill}重复{copies}份且用量相同，只计一次。",
    Code.MIXED_BOUNDARY: "计量表{meter}的账单有的首尾同日、有的不同日；同日的一天计入后一张账单。",
    Code.SPLIT: "计量表{meter}的账单{bill}按天数分摊到各年（{shares}）。",
    Code.ZERO_ELECTRICITY: "计量表{meter}的账单{bill}用电量为零，请核对。",
    Code.ABSURD_DATE_ELSEWHERE: "计量表{meter}的账单{bill}日期不可能成立，且不属于所查年份，请更正。",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A code and its particulars, in the order of their names; dates are ISO text."""

    code: Code
    items: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, code: Code, **params: object) -> Remark:
        return cls(code, tuple(sorted((name, str(value)) for name, value in params.items())))

    @property
    def params(self) -> dict[str, str]:
        return dict(self.items)

    @property
    def refuses(self) -> bool:
        return self.code not in NOTES

    @property
    def text_en(self) -> str:
        return TEXT_EN[self.code].format(**self.params)

    @property
    def text_zh(self) -> str:
        return TEXT_ZH[self.code].format(**self.params)
