"""Official texts: what is loaded of each instrument, how our reading stands to it, a file to load."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.law.anchors import Match, Reading
from greenward.law.language import Instrument
from greenward.law.texts import within
from greenward.web.answering import form_view, refusing, sent, status_of

from .. import selectors
from ..cities import CityLaw, instruments, law_of
from ..forms import TextForm
from ..models import OfficialText, Passage
from ..texts import load
from ..words import counted, matched, named
from .common import crumbs, may, url


@dataclass(frozen=True)
class Shelf:
    """One instrument: its texts in both languages, and how our reading stands to the Chinese one."""

    instrument: Instrument
    title: str
    texts: tuple[OfficialText, ...]
    same: int
    differing: tuple[str, ...]

    @property
    def chinese(self) -> bool:
        return any(text.language == "zh" for text in self.texts)


@login_required
@form_view
def texts(request: HttpRequest) -> HttpResponse:
    """Every instrument of the city's law with its texts, and the form to load one."""
    law = law_of(request.actor)
    allowed = may(request, "load_text", law)
    if request.method == "POST" and not allowed:
        raise PermissionDenied
    form = TextForm(*sent(request)) if allowed else None
    if form and form.is_valid():
        with refusing(form):
            return redirect("statutes:text", pk=_load(request, form.cleaned_data).pk)
    return render(
        request,
        "statutes/texts.html",
        {"shelves": _shelves(law), "form": form, "crumbs": crumbs(_("Official texts"))},
        status=status_of(form) if form else 200,
    )


def _load(request: HttpRequest, given: dict[str, Any]) -> OfficialText:
    file = given["file"]
    found = load(request.actor, file.read(), file.name, given["instrument"], given["language"])
    said = _("%(text)s is loaded: %(read)s.") if found.created else _(
        "%(text)s was loaded already from this file: %(read)s."
    )  # fmt: skip
    messages.success(request, said % {"text": found.text, "read": counted(found)})
    return found.text


def _shelves(law: CityLaw) -> list[Shelf]:
    lang = get_language() or "zh-hans"
    loaded = list(selectors.texts_in_force())
    compared = selectors.compared(law.edition)
    return [
        Shelf(
            one,
            one.title.in_(lang),
            tuple(sorted((t for t in loaded if t.instrument == one.code), key=_chinese_first)),
            sum(m is Match.SAME for r, m in compared if r.instrument == one.code),
            tuple(_different(r, m) for r, m in compared if r.instrument == one.code and _amiss(m)),
        )
        for one in law.edition.instruments
    ]


def _chinese_first(text: OfficialText) -> bool:
    return text.language != OfficialText.Language.ZH


def _amiss(match: Match) -> bool:
    return match in (Match.DIFFERS, Match.ABSENT)


def _different(reading: Reading, match: Match) -> str:
    return _("%(what)s: %(how)s") % {"what": named(reading), "how": matched(match)}


@login_required
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """One text by chapter and article, with a word where our reading was made from other words."""
    found = get_object_or_404(OfficialText.objects.select_related("document"), pk=pk)
    law = law_of(request.actor)
    latest = selectors.latest_text(found.instrument, found.language)
    amiss = {}
    if latest == found and found.language == OfficialText.Language.ZH:
        amiss = {r.place: r for r, m in selectors.compared(law.edition)
                 if m is Match.DIFFERS and r.instrument == found.instrument}  # fmt: skip
    passages = list(found.passages.all())
    for passage in passages:
        passage.amiss = [named(r) for place, r in amiss.items() if _read_at(passage, place)]
    title = _title(found)
    chapters = [(heading, list(group)) for heading, group in groupby(passages, lambda p: p.heading)]
    return render(
        request,
        "statutes/text.html",
        {
            "text": found,
            "latest": latest,
            "title": title,
            "chapters": chapters,
            "crumbs": crumbs(title, (_("Official texts"), url("texts"))),
        },
    )


def _title(found: OfficialText) -> str:
    """The instrument's title in the language of the text; its code when no pack reads it now."""
    one = instruments().get(found.instrument)
    return one.title.in_(found.language) if one else found.instrument


def _read_at(passage: Passage, place: str) -> bool:
    """Whether a place begins with this passage: the first of its passages carries the word."""
    first = place if "__para_" in place else f"{place}__para_1"
    return passage.place == first and within(passage.place, place)
