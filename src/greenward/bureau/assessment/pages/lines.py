"""The rows of the lists as they are shown: every word and address worked out before the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from greenward.bureau.registry.models import Function
from greenward.bureau.standards.errors import StandardsError
from greenward.bureau.standards.reasons import reason_text
from greenward.law.language import Bearer, Duty, Edition, Verdict
from greenward.law.sentence import money, sentence
from greenward.web.numbers import NOTHING, number

from ..chain import law_of, short_name
from ..nextsteps import BEARERS, Kind, Matter, NextStep, next_step
from ..selectors.buildings import BuildingRow
from ..selectors.findings import FindingQuery, FindingRow
from ..selectors.scope import Scope
from .glance import lack_words
from .wording import excess_short

CENT = Decimal("0.01")
FUNCTIONS = dict(Function.choices)

AUTHORITY = gettext_lazy("the authority")
TAB_NAMES = {
    "breached": gettext_lazy("Breached"),
    "owed": gettext_lazy("Owed"),
    "unknown": gettext_lazy("Unknown, by what is missing"),
    "all": gettext_lazy("All"),
}


@dataclass(frozen=True)
class BuildingLine:
    """One building of the list."""

    href: str
    name: str
    code: str
    district: str
    function: str
    area: str
    figure: str
    limit: str
    excess: str
    over: bool
    worst: Verdict
    owed: str


def of_buildings(rows: Sequence[BuildingRow]) -> list[BuildingLine]:
    return [
        BuildingLine(
            href=f"{_base()}{row.id}",
            name=row.name,
            code=row.code,
            district=row.district,
            function=str(FUNCTIONS.get(row.function, "")),
            area=_whole(row.floor_area),
            figure=cents(row.eui),
            limit=cents(row.limit),
            excess=excess_short(row.excess),
            over=row.excess is not None and row.excess > 0,
            worst=row.worst,
            owed=number(row.owed) if row.owed else "",
        )
        for row in rows
    ]


def _base() -> str:
    return reverse("assessment:buildings") + "/"


def _whole(area: Decimal | None) -> str:
    """Square metres in a list: whole ones; the building's page shows every digit."""
    return NOTHING if area is None else f"{area.quantize(Decimal(1), ROUND_HALF_EVEN):,f}"


def cents(value: Decimal | None) -> str:
    """A figure in a list: at most two decimals; the building's page shows every digit."""
    if value is None:
        return NOTHING
    text = f"{value.quantize(CENT, ROUND_HALF_EVEN):,f}"
    return text.rstrip("0").rstrip(".")


# --- the work list --------------------------------------------------------------------------


@dataclass(frozen=True)
class FindingLine:
    """One finding of the work list."""

    href: str
    name: str
    code: str
    district: str
    duty: str
    text: str
    article_href: str
    verdict: Verdict
    owed: bool
    since: str
    complete: bool
    missing: str
    next: str
    due: str
    fine: str


def of_findings(rows: Sequence[FindingRow], scope: Scope) -> list[FindingLine]:
    """The findings as they are shown. Findings of duties no longer in force keep their number."""
    lang = get_language() or "zh"
    duties = {duty.id: duty for duty in scope.edition.duties} if scope.edition else {}
    law = (
        reverse("assessment:edition", args=[scope.assessment.edition_id])
        if scope.assessment
        else ""
    )
    today = timezone.localdate()
    return [_finding_line(row, duties.get(row.duty), scope, lang, law, today) for row in rows]


def _finding_line(
    row: FindingRow, duty: Duty | None, scope: Scope, lang: str, law: str, today: Any
) -> FindingLine:
    matter = Matter(row.verdict, row.owed, row.exposed, row.missing)
    step = next_step(duty, matter, row.orders, today) if duty else None
    year = f"?year={row.year}" if row.year else ""
    return FindingLine(
        href=f"{_base()}{row.building}{year}#duty-{row.duty}",
        name=row.name,
        code=row.code if row.code != row.name else "",
        district=row.district,
        duty=f"{short_name(duty) if duty else ''} ({row.duty})"
        + (f" · {row.year}" if row.year else ""),
        text=duty.text.in_(lang) if duty else "",
        article_href=f"{law}#duty-{row.duty}" if duty else "",
        verdict=row.verdict,
        owed=row.owed,
        since=row.since.isoformat(),
        complete=not row.missing,
        missing=_missing(row.missing, scope),
        next=step.text if step else "",
        due=step.due.isoformat() if step and step.due else "",
        fine=_exposure(row, step),
    )


def _exposure(row: FindingRow, step: NextStep | None) -> str:
    """The fine a breach exposes to, unless the next step says it."""
    if not row.fine_high or (step and step.kind is Kind.FINE):
        return ""
    return _("exposes to %(low)s–%(high)s") % {
        "low": money(row.fine_low or 0),
        "high": money(row.fine_high),
    }


def _missing(missing: Mapping[str, str], scope: Scope) -> str:
    """The labels of the facts that are missing."""
    if scope.edition is None:
        return ""
    lang = get_language() or "zh"
    return pgettext("between items", "; ").join(_label(fact, scope, lang) for fact in missing)


def _label(fact: str, scope: Scope, lang: str) -> str:
    assert scope.edition is not None
    entry = scope.edition.entry(fact)
    return (entry.proof or entry.label).in_(lang)


def tabs(
    request: HttpRequest, counts: Mapping[str, int], active: str
) -> list[tuple[str, str, bool, int]]:
    """The tabs with their counts; each keeps the filters but what belongs to one tab alone."""
    found = []
    for name, label in TAB_NAMES.items():
        query = request.GET.copy()
        for word in ("page", "why", "fact"):
            query.pop(word, None)
        query["tab"] = name
        found.append((str(label), "?" + query.urlencode(), name == active, counts[name]))
    return found


def narrowed(query: FindingQuery, scope: Scope) -> str:
    """What a link narrowed the list to beyond its filters, in words."""
    if query.change == "begun":
        return _("Only what the last assessment found new or changed.")
    if query.change == "ended":
        return _("Only findings that the last assessment ended; they hold no more.")
    if query.why or query.fact:
        return _("Only what waits for this: %(what)s.") % {
            "what": lack_words(query.fact, query.why, scope)
        }
    return ""


# --- an edition of the law ------------------------------------------------------------------


def edition_page(hash: str) -> dict[str, Any]:
    """An edition for its page; Http404 when there is none of this hash."""
    try:
        law = law_of(hash)
    except StandardsError as error:
        raise Http404(str(error)) from None
    lang = get_language() or "zh"
    return {
        "hash": hash,
        "title": law.title.in_(lang),
        "duties": [
            {
                "id": duty.id,
                "article": duty.article,
                "name": short_name(duty),
                "text": duty.text.in_(lang),
                "rows": [
                    {"label": label, "value": value}
                    for label, value in _duty_rows(duty, law, lang)
                    if value
                ],
            }
            for duty in law.duties
        ],
    }


def _duty_rows(duty: Duty, law: Edition, lang: str) -> list[tuple[str, str]]:
    return [
        (_("Duty"), duty.id),
        (
            _("Who is bound"),
            pgettext("between items", ", ").join(str(BEARERS[bearer]) for bearer in duty.bearers),
        ),
        (_("Binds when"), sentence(duty.applies, law, lang)),
        (_("Fulfilled by"), sentence(duty.requires, law, lang)),
        (_("Remedy"), duty.remedy.in_(lang) if duty.remedy else ""),
        (_("Fine"), _fine(duty)),
        (_("In force from"), duty.in_force.first.isoformat()),
    ]


def _fine(duty: Duty) -> str:
    if duty.breach is None:
        return _("The text names no fine.")
    low, high = duty.breach.band()
    text = _("Article %(article)s: %(low)s to %(high)s") % {
        "article": duty.breach.article,
        "low": money(low),
        "high": money(high),
    }
    if duty.breach.cure_first:
        text = _("%(fine)s, only after an order to correct has expired") % {"fine": text}
    return text


def supplier(name: str) -> str:
    """Who can supply a missing fact."""
    return str(AUTHORITY if name == "authority" else BEARERS[Bearer(name)])


def why_text(code: str) -> str:
    return reason_text(code, get_language() or "zh")
