"""How draws speak: strata, reasons, refusals; each in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from greenward.bureau.casework.errors import Refusal
from greenward.trust.draw import DrawError, Quota, Reason
from greenward.trust.draw.sources import Name

STRATA = {
    "all": gettext_lazy("all"),
    "high": gettext_lazy("higher risk"),
    "normal": gettext_lazy("ordinary risk"),
    "large": gettext_lazy("20,000 m² and more"),
    "other": gettext_lazy("below 20,000 m²"),
}
"""Strata that are made here; a list may bring others, in its own words."""

ARTICLES = {
    "16": gettext_lazy("Article 16: spot check of special acceptances"),
    "22": gettext_lazy("Article 22: post-assessment of buildings in operation"),
    "27": gettext_lazy("Articles 27 and 55: sub-metering of energy"),
    "sites": gettext_lazy("projects under construction"),
    "materials": gettext_lazy("sampling of energy-saving materials"),
    "other": gettext_lazy("another basis, named in the purpose"),
}
"""What is drawn for, by the law or by the practice of the place."""

SKIPS = {
    Reason.TOO_FEW_INSPECTORS: gettext_lazy(
        "fewer inspectors than needed serve its district without being recused"
    ),
    Reason.RECUSED: gettext_lazy("is recused from this owner"),
    Reason.WITHDRAWN: gettext_lazy("was withdrawn by a substitution"),
    Reason.CAP: gettext_lazy("has as many targets as the cap allows"),
}

REFUSALS = {
    "too_late": gettext_lazy(
        "The pool must be frozen before the first source speaks. Name later announcements."
    ),
    "no_source": gettext_lazy("Name at least one future public source."),
    "twice": gettext_lazy("A target or an inspector is in the list twice."),
    "bad_id": gettext_lazy("Every target and inspector needs a number of one line."),
    "no_quota": gettext_lazy("Set a quota for each stratum, or one line “*” for all others."),
    "bad_quota": gettext_lazy("A quota is a whole number, or a percentage up to 100%."),
    "bad_cap": gettext_lazy("The cap is a whole number from 1 on."),
    "too_few_inspectors": gettext_lazy(
        "Too few inspectors are left for a target of this inspector. Withdraw that target first."
    ),
    "not_drawn": gettext_lazy("What you withdraw is not among what was drawn."),
    "no_code_left": gettext_lazy("All codes of this draw are used up. Plan a new draw."),
    "too_many": gettext_lazy("RFC 3797 cannot number more than 65,536 entries. Use the secret."),
    "unknown_source": gettext_lazy("Choose a kind of source."),
    "bad_count": gettext_lazy("Enter as many values as the source announces."),
    "out_of_range": gettext_lazy("A value lies outside what this source can announce."),
    "number_twice": gettext_lazy("A number stands there twice; this source draws it once."),
    "bad_number": gettext_lazy("Enter whole numbers."),
    "no_values": gettext_lazy("Enter the values of every source."),
    "bad_text": gettext_lazy("Only capital letters A to Z and digits."),
    "bad_code": gettext_lazy(
        "The secret on file is not the one this draw committed to. Bring back the right file."
    ),
}
"""The refusals of `greenward.trust.draw`, in words for the person who can mend them."""


@contextmanager
def in_words() -> Iterator[None]:
    """What the mathematics refuses, as a refusal of the act."""
    try:
        yield
    except DrawError as error:
        raise Refusal(str(REFUSALS.get(error.code, error)), code=error.code) from error


def stratum(id: str) -> str:
    return str(STRATA.get(id, id))


def name(said: Name) -> str:
    return said.in_(get_language() or "zh")


def quota(one: Quota) -> str:
    """``5%`` or ``12``."""
    if one.basis_points is None:
        return str(one.number)
    whole, rest = divmod(one.basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def article(id: str) -> str:
    return str(ARTICLES.get(id, id))


def skip(reason: Reason) -> str:
    return str(SKIPS[reason])


def withdrawn(target: str, inspector: str) -> str:
    """What a substitution took out, as a sentence without its reason."""
    if not inspector:
        return _("target %(target)s was withdrawn") % {"target": target}
    if not target:
        return _("inspector %(inspector)s was withdrawn") % {"inspector": inspector}
    return _("inspector %(inspector)s was withdrawn from %(target)s") % {
        "inspector": inspector,
        "target": target,
    }
