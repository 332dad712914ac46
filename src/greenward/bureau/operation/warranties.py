"""Warranty periods of a certificate beside the legal floors (Article 18; Regulations on Quality
Management of Construction Works, Article 40; Regulations on Energy Conservation of Civil Buildings,
Article 23).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.casework.words import in_language
from greenward.law.warranty import Finding, Missing

from .sheets import period

UNKNOWN = {
    Missing.PERIOD: gettext_lazy("no period is entered"),
    Missing.SEASONS: gettext_lazy(
        "the legal least is counted in seasons and this period is not, or the other way round"
    ),
    Missing.DESIGN_LIFE: gettext_lazy("the design life of the works is not entered"),
}
"""Why a period cannot be held against its floor."""


def below(findings: Iterable[Finding]) -> list[str]:
    """A sentence for each period that is shorter than its floor: the floor and its source."""
    return [refusal(found) for found in findings if found.met is False]


def refusal(found: Finding) -> str:
    """Why a stated period is refused."""
    assert found.stated is not None and found.least is not None
    return _("%(part)s: %(stated)s is less than the legal %(least)s (%(source)s).") % {
        "part": in_language(found.floor.name),
        "stated": in_language(period(found.stated)),
        "least": in_language(period(found.least)),
        "source": in_language(found.floor.source),
    }


def doubt(found: Finding) -> str:
    """Why a period cannot be judged; empty where it can."""
    return str(UNKNOWN[found.missing]) if found.missing else ""
