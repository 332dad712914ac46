"""Why a year has no figure, in full sentences: what the code kept with the year stands for."""

from __future__ import annotations

from typing import Any

from greenward.bureau.standards.reasons import reason_text
from greenward.metering.factors import FactorConflict, FactorMissing, FactorUnconfirmed
from greenward.metering.remarks import Code, Remark

FACTORS = {
    "no_factor": FactorMissing,
    "unverified_factor": FactorUnconfirmed,
    "factor_conflict": FactorConflict,
}


def missing_texts(why_missing: list[Any], lang: str) -> list[str]:
    """The sentences for `EnergyYear.why_missing`; none where the year has a figure."""
    if not why_missing:
        return []
    code, params = why_missing[0], why_missing[1] if len(why_missing) > 1 else {}
    chinese = lang.startswith("zh")
    if code.partition(":")[0] == "bills_incomplete" and params:
        remarks = [Remark.of(Code(name), **said) for name, said in params["remarks"]]
        return [one.text_zh if chinese else one.text_en for one in remarks]
    if code in FACTORS and params:
        error = FACTORS[code](params)
        return [error.text_zh if chinese else error.text_en]
    return [reason_text(code, lang)]
