"""The page *what if*: numbers of the law and limits moved on paper, and what would change.

A read, open to whoever reads the law, over the buildings the person may see. The whole state
stands in the address, so a proposal can be sent to a colleague; nothing of it is stored.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.assessment.whatif import Outcome, what_if
from greenward.bureau.casework.exports import Select
from greenward.bureau.casework.views import take_away
from greenward.bureau.registry.models import Building
from greenward.law.assess import answerable
from greenward.law.language import LawError
from greenward.web.answering import status_of

from .. import counts
from ..shelf import SHORT, Shelf, shelf_for
from ..views import crumbs_of, of_the_law, render_law
from ..words import capital, title_of
from . import limits, lists, numbers
from .forms import WhatIf
from .results import Results

RULE_WORDS = 70
"""Characters of a rule's words in the list of rules."""


class Asked:
    """One address of the page: its form, and what its proposal comes to for the actor."""

    def __init__(self, shelf: Shelf, data: QueryDict) -> None:
        assert shelf.scope.city is not None
        self.shelf, self.city = shelf, shelf.scope.city
        self.known = numbers.numbers(shelf.book)
        self.today = timezone.localdate()
        self.in_force = limits.in_force(self.city, shelf.scope.year, self.today)
        self.form = WhatIf(
            data,
            shelf.scope,
            self.known,
            self.in_force,
            self._rules(data.get("rule", "")),
            shelf.scope.chain.retrofit,
        )

    def _rules(self, asked: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """The rules that have a number, those counted over the register first."""
        book = self.shelf.book
        served = self._served()
        groups: dict[str, list[tuple[str, str]]] = {_("Counted"): [], _("Not counted yet"): []}
        for id, rule in book.rules.items():
            if id in book.levers or id == asked:
                group = _("Counted") if id in served else _("Not counted yet")
                said = f"{id} {capital(title_of(rule))}"
                short = said if len(said) <= RULE_WORDS else f"{said[: RULE_WORDS - 1]}…"
                groups[group].append((id, short))
        return [(label, pairs) for label, pairs in groups.items() if pairs]

    def _served(self) -> set[str]:
        """The duties whose facts some room records."""
        columns = counts.recorded(self.city)
        return {
            duty.id
            for duty in self.shelf.book.edition.duties
            if duty.subject in columns and answerable([duty], columns[duty.subject])
        }

    @cached_property
    def results(self) -> Results | None:
        """What the proposal would change; None where nothing is proposed or it is no law."""
        if not self.form.is_valid() or not self.form.proposal:
            return None
        try:
            outcome = self._outcome()
        except LawError as error:
            self.form.add_error(None, _("What comes out is no law: %(why)s.") % {"why": error})
            return None
        districts = Area.objects.filter(parent=self.city)
        return Results(outcome, self.shelf, {area.pk: str(area) for area in districts})

    def _outcome(self) -> Outcome:
        return what_if(
            self.city,
            self.today,
            self.form.proposal,
            year=self.shelf.scope.year if self.shelf.scope.years else None,
            buildings=self._buildings(),
            edition=self.shelf.book.edition,
        )

    def _buildings(self) -> list[int] | None:
        """The buildings the actor may see in the district asked for; None means the whole city."""
        scope, code = self.shelf.scope, self.form.cleaned_data.get("district")
        district = next((area for area in scope.districts if area.code == code), None)
        if district is None and (scope.whole_city or scope.actor.everywhere):
            return None
        seen = Building.objects.visible_to(scope.actor).order_by()
        if district is not None:
            seen = seen.filter(area__path__startswith=district.path)
        return list(seen.values_list("pk", flat=True))


@of_the_law
def page(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """The numbers of a rule and the limits, to be moved; beneath, what would change."""
    asked = Asked(shelf, request.GET)
    form, results = asked.form, asked.results
    if form.is_valid():
        kept = form.kept()
        if kept.keys() != request.GET.keys():
            return redirect(f"{request.path}?{kept.urlencode()}" if kept else request.path)
        if results and "format" in request.GET:
            return take_away(request, lists.NAME)
    answer = render_law(
        request,
        "what_if",
        shelf,
        crumbs_of(shelf, (_("What if"), "")),
        form=form,
        short=shelf.shown.hash[:SHORT],
        **_form_parts(asked),
        changes=_changes(asked),
        results=results,
        listed=lists.shown(results, request.GET) if results and results.changed else None,
    )
    answer.status_code = status_of(form)
    return answer


def _form_parts(asked: Asked) -> dict[str, Any]:
    """The rule whose numbers are shown, its numbers, and the limits, each with its field."""
    form, shelf = asked.form, asked.shelf
    rule = shelf.book.rules.get(form.shown_rule)
    rows = [_number_row(number, form) for number in form.numbers]
    rows += [_number_row(number, form, _("In other rules")) for number in form.others]
    limit_rows = [(limit, form[limit.name]) for limit in asked.in_force]
    return {
        "rule": rule,
        "rule_href": shelf.rule_url(rule) if rule else "",
        "rule_place": shelf.place(rule.article, rule.instrument) if rule else "",
        "rule_text": capital(title_of(rule)) if rule else "",
        "number_rows": rows,
        "limit_rows": limit_rows,
        "limits_open": any(field.value() or field.errors for _limit, field in limit_rows),
    }


def _number_row(number: numbers.Number, form: WhatIf, heading: str = "") -> dict[str, Any]:
    before, after = number.sentence
    field = form[number.name]
    now = number.written(number.value)
    return {
        "field": field,
        "before": before.strip(),
        "after": after.strip(),
        "in_force": now,
        "changed": not number.stands(field.value()),
        "together": number.together,
        "hint": number.hint,
        "elsewhere": number.elsewhere(form.shown_rule),
        "heading": heading,
    }


def _changes(asked: Asked) -> list[dict[str, str]]:
    """What is moved, in words, each with the address that takes it back."""
    if not asked.form.is_valid():
        return []
    form = asked.form
    found = [
        (number.name, number.label, number.written(number.value), number.written(value))
        for number, value in form.values.items()
        if value != number.value
    ]
    classes = {limit.energy_class: limit for limit in asked.in_force}
    for (_what, energy_class), value in form.moved_limits.items():
        if energy_class:
            limit = classes[energy_class]
            new = numbers.plain(limits.exact(value))
            label = _("Limit: %(label)s (%(unit)s)") % {"label": limit.label, "unit": limit.unit}
            found.append((limit.name, label, limit.shown, new))
        else:
            share = numbers.plain(limits.share(value))
            found.append(("all", _("All limits, % of those in force"), "100", share))
    return [
        {
            "label": label,
            "before": before,
            "after": after,
            "back": f"?{form.kept((name,)).urlencode()}",
        }
        for name, label, before, after in found
    ]


def exported(actor: Actor, filters: QueryDict) -> Select:
    """The rows of the file for an address of the page."""
    shelf = shelf_for(actor, filters)
    return lists.rows_of(Asked(shelf, filters).results)
