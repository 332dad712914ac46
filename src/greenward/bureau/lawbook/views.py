"""The law browser: any person signed in reads the law; numbers are those of what they may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.law.language import Class, Gate, LawError, Subject

from . import counts, graph, linked, official, pages, reading, rows, search, today, words
from .examples import cases_of, in_words
from .forms import LawFilter
from .places import place
from .shelf import NoLaw, Shelf, shelf_of, title_of
from .words import capital, lang, say

View = Callable[..., HttpResponse]


def of_the_law(view: View) -> View:
    """A page of an edition: signed in, read only; before the first edition it says how to begin."""

    @wraps(view)
    def page(request: HttpRequest, **asked: Any) -> HttpResponse:
        try:
            shelf = shelf_of(request)
        except NoLaw:
            return render(request, "lawbook/none.html")
        return view(request, shelf, **asked)

    return login_required(require_GET(page))


def render_law(
    request: HttpRequest, template: str, shelf: Shelf, crumbs: list[tuple[str, str]], **context: Any
) -> HttpResponse:
    """A page of the law: its title, the views of the whole law, and the way back to them."""
    shared = {
        "shelf": shelf,
        "title": say(shelf.book.edition.title),
        "tabs": _tabs(request, shelf),
        "crumbs": crumbs,
    }
    return render(request, f"lawbook/{template}.html", shared | context)


def _tabs(request: HttpRequest, shelf: Shelf) -> list[tuple[str, str, bool]]:
    """The views of the whole law; gates only where the law has some."""
    views = [("index", _("Articles")), ("gates", _("Gates")), ("fines", _("Fines"))]
    views.append(("what_if", _("What if")))
    if not shelf.book.edition.gates:
        views.pop(1)
    here = request.path
    return [(label, shelf.url(name), here == reverse(f"lawbook:{name}")) for name, label in views]


def crumbs_of(shelf: Shelf, *between: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page stands, from the law's first page on."""
    return [(_("Law"), shelf.url("index")), *between]


@of_the_law
def index(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """The articles of the edition by chapter, or those that a search and filters leave."""
    form = LawFilter(shelf.book, request.GET)
    breaches = counts.breaches(counts.counted(shelf.book, shelf.scope), shelf.scope)
    found: dict[str, Any]
    if form.query:
        hits = search.find(form.query, shelf.book, lang(), official.searched(shelf))
        lines = [
            pages.line(hit.section, shelf, breaches, hit) for hit in hits if form.fits(hit.section)
        ]
        facts = search.facts_found(form.query, shelf.book)
        found = {"lines": lines, "facts": pages.fact_links(facts[:8], shelf)}
    else:
        sections = [section for section in shelf.book.sections if form.fits(section)]
        found = {"chapters": pages.chapters(sections, shelf, breaches), "number": len(sections)}
    return render_law(
        request,
        "index",
        shelf,
        [],
        form_filter=form,
        summary=pages.summary(shelf.book),
        where=today.where(shelf),
        **found,
    )


@of_the_law
def article(request: HttpRequest, shelf: Shelf, number: str, instrument: str = "") -> HttpResponse:
    """One article: its words, our reading of each rule, and who meets it today."""
    section = shelf.section(number, instrument)
    rules = section.rules
    on_file = linked.links(linked.quantities_of(rules))
    policies = official.policies(shelf, section)
    lines = today.count_lines(section.duties, shelf)
    before, after = shelf.book.neighbours(section)
    yearly = any(d.subject is Subject.BUILDING_YEAR for d in section.duties)
    return render_law(
        request,
        "article",
        shelf,
        crumbs_of(shelf, (place(number), "")),
        section=section,
        place=place(number),
        heading=title_of(section, lang()),
        chapter=pages.heading(section, shelf.book),
        classes=[(words.CLASSES[each], words.CLASS_NOTES[each]) for each in section.classes],
        text=say(section.article.text) if section.article else "",
        declaratory=Class.DECLARATORY in section.classes and not rules,
        official=official.article(shelf, section),
        readings=[reading.read(rule, shelf, on_file, policies) for rule in rules],
        counts=lines,
        columns=[(verdict, label) for verdict, label in today.COLUMNS.items()],
        finding=today.finding(lines, shelf),
        sources=today.sources(lines, shelf),
        years=_years(request, shelf) if yearly else [],
        fines=pages.fine_lines(section.fines, shelf),
        grounds=_grounds(section, shelf),
        before=_neighbour(before, shelf),
        after=_neighbour(after, shelf),
    )


def _years(request: HttpRequest, shelf: Shelf) -> list[tuple[str, str, bool]]:
    """The reporting years with data, the newest first; one alone is no choice."""
    years = shelf.scope.years
    if len(years) < 2:
        return []
    query = request.GET.copy()
    found = []
    for year in years:
        query["year"] = str(year)
        found.append((str(year), f"?{query.urlencode()}#today", year == shelf.scope.year))
    return found


def _grounds(section: Any, shelf: Shelf) -> list[dict[str, str]]:
    """Requirements of gates of other articles that this article gives."""
    return [
        {
            "gate": say(gate.title),
            "href": shelf.rule_url(gate),
            "text": capital(say(ground.text)),
        }
        for gate, ground in section.grounds
    ]


def _neighbour(section: Any, shelf: Shelf) -> dict[str, str] | None:
    if section is None:
        return None
    return {
        "href": shelf.section_url(section),
        "place": place(section.number),
        "title": title_of(section, lang()),
    }


@of_the_law
def examples(request: HttpRequest, shelf: Shelf, rule: str) -> HttpResponse:
    """Every example of one rule."""
    found = shelf.book.rules.get(rule)
    if found is None:
        raise Http404(_("This edition has no such rule."))
    home = shelf.home(found)
    crumbs = crumbs_of(shelf, (place(home.number), shelf.section_url(home)), (_("Examples"), ""))
    return render_law(
        request,
        "examples",
        shelf,
        crumbs,
        text=capital(words.title_of(found)),
        place=place(found.article),
        href=shelf.rule_url(found),
        examples=in_words(cases_of(found, shelf.book), found, shelf.book),
    )


@of_the_law
def gates(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """The gates of the jurisdiction: which waits for which, and on what grounds each closes."""
    law = shelf.book.edition
    ordered = graph.order(law)

    def title(gate: Gate) -> str:
        return say(gate.title)

    return render_law(
        request,
        "gates",
        shelf,
        crumbs_of(shelf, (_("Gates"), "")),
        picture=graph.draw(law, _("Which gate waits for which"), title, lambda g: f"#gate-{g.id}"),
        readings=[reading.read(gate, shelf) for gate in ordered],
    )


@of_the_law
def fines(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """Every fine of the law in one table."""
    duties = shelf.book.edition.duties
    persons = pages.persons(duties)
    return render_law(
        request,
        "fines",
        shelf,
        crumbs_of(shelf, (_("Fines"), "")),
        lines=pages.fine_lines(duties, shelf),
        unfined=sum(duty.breach is None for duty in duties),
        persons=rows.persons_words(persons, shelf) if persons else "",
    )


@of_the_law
def fact(request: HttpRequest, shelf: Shelf, name: str) -> HttpResponse:
    """A fact the law asks for: what it is, who proves it, which rules ask it."""
    try:
        entry = shelf.book.edition.entry(name)
    except LawError:
        raise Http404(_("This edition asks no such fact.")) from None
    kinds = linked.FED_BY.get(name, ())
    on_file = linked.links(kinds) if kinds else {}
    return render_law(
        request,
        "fact",
        shelf,
        crumbs_of(shelf, (capital(say(entry.label)), "")),
        heading=capital(say(entry.label)),
        rows=pages.fact_rows(name, shelf),
        uses=pages.use_lines(name, shelf),
        standards=rows.standards_lines(kinds, on_file),
    )
