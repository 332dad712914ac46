"""The rows of the lists as they are shown: every word and address worked out before the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from greenward.bureau.registry.models import Function
from greenward.bureau.standards.errors import StandardsError
from greenward.bureau.standards.reasons import reason_text
from greenward.law.language import Bearer, Duty, Edition, Verdict
from greenward.law.sentence import sentence
from greenward.web.numbers import NOTHING, number
from greenward.web.tags.words import verdict

from ..chain import law_of, short_name
from ..nextsteps import Kind, Matter, NextStep, for_bearer, next_step
from ..saying import fine_line, names, span, terms
from ..selectors.buildings import BuildingRow
from ..selectors.findings import FindingQuery, FindingRow
from ..selectors.scope import Scope
from .glance import lack_words
from .wording import excess_short

CENT = Decimal("0.01")
NOTHING_NEXT = NextStep(Kind.NOTHING, "")
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
    worst: SafeString
    owed: str


def of_buildings(rows: Sequence[BuildingRow]) -> list[BuildingLine]:
    pills, base = _pills(), _base()
    return [
        BuildingLine(
            href=f"{base}{row.id}",
            name=row.name,
            code=row.code,
            district=row.district,
            function=str(FUNCTIONS.get(row.function, "")),
            area=_whole(row.floor_area),
            figure=cents(row.eui),
            limit=cents(row.limit),
            excess=excess_short(row.excess),
            over=row.excess is not None and row.excess > 0,
            worst=pills[row.worst],
            owed=number(row.owed) if row.owed else "",
        )
        for row in rows
    ]


def _pills() -> dict[Verdict, SafeString]:
    """Mark and word of each verdict, made once for all rows."""
    return {each: verdict(each) for each in Verdict}


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
    verdict: SafeString
    since: str
    complete: bool
    missing: str
    next: str
    fine: str


class DutyWords(NamedTuple):
    """What a line says of its duty, worked out once for all lines."""

    duty: Duty
    label: str
    text: str
    href: str


def of_findings(rows: Sequence[FindingRow], scope: Scope) -> list[FindingLine]:
    """The findings as they are shown. A duty that the edition no longer has keeps its number."""
    duties, pills, base, today = _duties(scope), _pills(), _base(), timezone.localdate()
    lines = []
    for row in rows:
        said = duties.get(row.duty)
        matter = Matter(row.verdict, row.owed, row.exposed, row.missing, row.band)
        step = NOTHING_NEXT
        if said:
            step = next_step(said.duty, matter, row.orders, today, scope.edition)
        if said and not scope.actor.is_official:
            step = for_bearer(said.duty, step, _proofs(row.missing, scope))
        year = f" · {row.year}" if row.year else ""
        asked = f"?year={row.year}" if row.year else ""
        lines.append(
            FindingLine(
                href=f"{base}{row.building}{asked}#duty-{row.duty}",
                name=row.name,
                code=row.code if row.code != row.name else "",
                district=row.district,
                duty=(said.label if said else row.duty) + year,
                text=said.text if said else "",
                article_href=said.href if said else "",
                verdict=pills[row.verdict],
                since=row.since.isoformat(),
                complete=not row.missing,
                missing=pgettext("between items", "; ").join(_proofs(row.missing, scope)),
                next=step.text,
                fine=_exposure(row, step),
            )
        )
    return lines


def _duties(scope: Scope) -> dict[str, DutyWords]:
    if scope.edition is None or scope.assessment is None:
        return {}
    lang = get_language() or "zh"
    law = reverse("assessment:edition", args=[scope.assessment.edition_id])
    return {
        duty.id: DutyWords(
            duty, f"{scope.name_of(duty)} ({duty.id})", duty.text.in_(lang), f"{law}#duty-{duty.id}"
        )
        for duty in scope.edition.duties
    }


def _exposure(row: FindingRow, step: NextStep) -> str:
    """The fine a breach exposes to, unless the next step says it."""
    if row.band is None or step.kind is Kind.FINE:
        return ""
    return _("exposes to a fine: %(amount)s") % {"amount": span(*row.band)}


def _proofs(missing: Iterable[str], scope: Scope) -> list[str]:
    """What would prove the facts that are missing."""
    if scope.edition is None:
        return []
    lang = get_language() or "zh"
    entries = [scope.edition.entry(fact) for fact in missing]
    return [(entry.proof or entry.label).in_(lang) for entry in entries]


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
                "name": short_name(duty, hash),
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
            names(duty.bearers),
        ),
        (_("Binds when"), sentence(duty.applies, law, lang)),
        (_("Fulfilled by"), sentence(duty.requires, law, lang)),
        (_("Remedy"), duty.remedy.in_(lang) if duty.remedy else ""),
        (
            _("Fine"),
            fine_line(duty.breach, law) if duty.breach else _("The text names no fine."),
        ),
        *terms(duty),
        (_("In force from"), duty.in_force.first.isoformat()),
    ]


def supplier(name: str) -> str:
    """Who can supply a missing fact."""
    return str(AUTHORITY) if name == "authority" else names([Bearer(name)])


def why_text(code: str) -> str:
    return reason_text(code, get_language() or "zh")
