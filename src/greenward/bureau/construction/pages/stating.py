"""Stating facts: which gates and duties ask for some that are the reader's to state, and the form of
one of them. Every draft is a statement, so nothing is typed twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from greenward.bureau.casework.matters.articles import Article
from greenward.bureau.casework.words import in_language
from greenward.law.language import Duty, FactEntry, Gate, facts_of
from greenward.web.answering import UNPROCESSABLE, form_view, sent

from ..entering import StateForm
from ..law import Law, law_of
from ..models import Plot, Project
from ..owed.items import AUTHORITY
from ..saying import article
from ..stating import stateable, supplied_by
from .common import check_may, form_of, on_work, roles_of, url_of, work_of


@dataclass(frozen=True)
class Sheet:
    """A gate or a duty that asks for facts the reader may state, and how many of them are known."""

    title: str
    article: Article
    url: str
    known: int
    asked: int


@login_required
@form_view
def state(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """The form of the rule ``?for=``, narrowed to what ``?by=`` (a role, or the authority) supplies; else the list of forms."""
    row = work_of(request, subject, pk)
    check_may(request.actor, row, "state_fact")
    law, asked = law_of(row.area), request.GET.get("for", "")
    if not asked:
        return overview(request, row, law)
    rule = rule_of(law, row, asked)
    entries = _of(law, row, rule)
    if by := request.GET.get("by", ""):
        entries = [entry for entry in entries if (supplied_by(entry) or AUTHORITY) == by]
    form = StateForm(*sent(request), actor=request.actor, work=row, entries=entries)
    if form.asks_nothing:
        raise PermissionDenied(_("Nothing that is asked here is yours to state."))
    if form.is_valid() and form.enter():
        messages.success(request, _("It is on record."))
        return redirect(url_of(row))
    heading = in_language(rule.title) if isinstance(rule, Gate) else in_language(rule.text)
    return on_work(
        request,
        row,
        form,
        capfirst(heading),
        lede=_("What is known already stands in the form. Leave open what you do not know yet."),
        go=_("Save"),
    )


def overview(request: HttpRequest, row: Project | Plot, law: Law) -> HttpResponse:
    """Every form the reader may fill in: those of the gates, then those of the duties."""
    found = {
        "gates": sheets(request, row, law, law.gates(row.subject, row.asked_on)),
        "duties": sheets(request, row, law, law.edition.in_force(row.asked_on, row.subject)),
    }
    context = form_of(row, _("State facts"), **found)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "construction/sheets.html", context, status=status)


def sheets(
    request: HttpRequest, row: Project | Plot, law: Law, rules: Iterable[Gate | Duty]
) -> list[Sheet]:
    """The rules that ask for facts the reader may state."""
    any_of_them = request.actor.may("state_fact", row.area.path)
    roles = roles_of(request.actor, row)
    mine = {
        entry.name
        for entry in stateable(law, row.subject)
        if any_of_them or supplied_by(entry) in roles
    }
    page = reverse(
        "construction:state" if isinstance(row, Project) else "construction:plot_state",
        args=[row.pk],
    )
    found = []
    for rule in rules:
        names = [name for name in dict.fromkeys(facts_of(rule)) if name in mine]
        if names:
            title = in_language(rule.title if isinstance(rule, Gate) else rule.text)
            known = sum(row.facts.get(name) is not None for name in names)
            place = article(rule.article, rule.instrument)
            found.append(Sheet(title, place, f"{page}?for={rule.id}", known, len(names)))
    return found


def rule_of(law: Law, row: Project | Plot, id: str) -> Gate | Duty:
    """A gate or duty about the work by its id; Http404 for any other."""
    for rule in (*law.edition.gates, *law.edition.duties):
        if rule.id == id:
            return rule
    raise Http404(_("There is no such gate."))


def _of(law: Law, row: Project | Plot, rule: Gate | Duty) -> list[FactEntry]:
    asked = set(facts_of(rule))
    return [entry for entry in stateable(law, row.subject) if entry.name in asked]
