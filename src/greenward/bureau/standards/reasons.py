"""Why a fact is missing, in words: the codes an assessment keeps beside its unknown findings.

A code may carry what it concerns after a colon (``unverified:GB/T 51161-2016``), and is then said
with it.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "no_standard": _(
        "the authority has no energy standard in use for that year; put one in use on the "
        "standards desk"
    ),
    "no_row": _(
        "no value for this energy class is on file for that year; enter it from the standard"
    ),
    "no_energy_class": _(
        "the building's energy class is not recorded, and the limit depends on it"
    ),
    "no_climate_zone": _("the city's climate zone is not recorded, and the limit depends on it"),
    "unverified": _("unverified value: an official has not confirmed it on the standards desk yet"),
    "ambiguous": _("two values of the standard fit equally well; reject one of them"),
    "no_guiding": _("the standard in use has no guiding value for this energy class"),
    "no_figure": _("no figure of energy use is on file for that year"),
    "no_year": _("the year before is not on file"),
    "not_on_file": _("nothing is on file"),
    "bills_incomplete": _("the bills on file do not make a full year"),
    "no_floor_area": _("the floor area is not recorded, so bills give no figure per m²"),
    "no_factor": _("a conversion factor for one of the energy commodities is missing"),
    "unverified_factor": _(
        "unverified value: a conversion factor is not confirmed on the standards desk yet"
    ),
    "unclear_method": _("the standards in use add energy commodities in different ways"),
    "unverified_correction": _(
        "unverified value: the standard corrects the figure for use, and a parameter of the "
        "correction is not confirmed on the standards desk yet"
    ),
    "bad_use": _("the hours, area or shares of use on file are impossible; correct them"),
    "factor_conflict": _("several conversion factors for one energy commodity are confirmed"),
    "impossible_figure": _(
        "the figure is impossible for any building; correct the amounts or the floor area"
    ),
    "not_submitted": _("the figure was not submitted"),
    "exempt": _("the building was exempt from reporting that year"),
    "not_due": _("nothing is on file, and it is not due yet or no due date has been set"),
}

NAMED = _("%(reason)s (%(of)s)")


def reason_text(code: str, lang: str) -> str:
    """The reason a code stands for, in Chinese or English; an unknown code is shown as it is."""
    name, _colon, of = code.partition(":")
    with translation.override("zh-hans" if lang.startswith("zh") else "en"):
        reason = str(REASONS.get(name, name))
        return str(NAMED) % {"reason": reason, "of": of} if of else reason
