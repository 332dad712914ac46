"""Which facts of the law come from which quantity of a standard, and so which duties hang on a row.

Declared once, here. A quantity that is not listed feeds no fact of a duty: it is a reference value.
Serves Articles 7, 17, 24 to 26 and 32 to 35.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..language import Duty, Edition, facts_of
from ..measured import AIRBORNE, IMPACT
from .quantities import DUE, QUANTITIES
from .rows import Selector

_FIGURE = ("eui", "eui_last_year")
_QUOTA = ("water_quota_lower", "water_quota_upper")

FACTS: Mapping[str, tuple[str, ...]] = {
    "energy.constraint": ("constraint_value", "constraint_last_year", "mean_constraint"),
    "energy.guiding": ("mean_guiding",),
    "factor.content": _FIGURE,
    "factor.electricity": _FIGURE,
    **{name: _FIGURE for name in QUANTITIES if name.startswith("correction.")},
    "water.quota.lower": ("water_quota_lower",),
    "water.quota.upper": ("water_quota_upper",),
    "water.place": _QUOTA,
    "air.limit": ("air_limit", "indoor_air_conforms"),
    "air.main": ("main_pollutant",),
    "air.acceptance": ("indoor_air_conforms",),
    "sound.low": ("sound_low_limit",),
    "sound.high": ("sound_high_requirement",),
    "sound.code": ("sound_code_holds", "sound_code_value"),
}
"""Quantity -> the facts whose value comes from its rows (or, of acceptance, is judged by them)."""


FIGURE_OF: Mapping[str, str] = {
    **dict.fromkeys(AIRBORNE, "airborne_insulation"),
    **dict.fromkeys(IMPACT, "impact_level"),
}
"""Element -> the figure that is compared with its limits; no duty compares any other element."""


class Hanging:
    """Which duties of an edition hang on which rows."""

    def __init__(self, edition: Edition) -> None:
        self.duties = edition.duties
        self.asks = {duty.id: frozenset(facts_of(duty)) for duty in edition.duties}

    def on(self, quantity: str, selector: Selector) -> tuple[Duty, ...]:
        """The duties that ask a fact coming from a row, in the order of the edition.

        A due date (``due.32.2.2``) belongs to the duty it names; a sound limit to the duties that
        compare its element. Without a selector: those of any row of the quantity.
        """
        due = DUE.fullmatch(quantity)
        facts = set(FACTS.get(quantity, ()))
        figures = {FIGURE_OF.get(code, "") for code in selector.get("element", ())}
        return tuple(
            duty
            for duty in self.duties
            if (due and due[1] == duty.id)
            or (facts & self.asks[duty.id] and (not figures or figures & self.asks[duty.id]))
        )
