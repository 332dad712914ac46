"""The filters of the law browser. They stand in the address; what does not fit is left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.law.language import Bearer, Class, named

from .book import Book, Section
from .pages import heading, parties
from .words import say

ANY: list[tuple[str, Any]] = [("", _("all"))]


class LawFilter(forms.Form):
    """What to show of an edition. `edition` keeps an older one."""

    q = forms.CharField(
        label=_("Search the law"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search"}),
    )
    who = forms.ChoiceField(label=_("Who is bound"), required=False)
    chapter = forms.ChoiceField(label=_("Chapter"), required=False)
    fine = forms.BooleanField(label=_("with a fine"), required=False)
    computable = forms.BooleanField(label=_("computable"), required=False)
    edition = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, book: Book, data: Any) -> None:
        super().__init__(data)
        self.fields["who"].choices = ANY + _bearers(book)
        self.fields["chapter"].choices = ANY + _chapters(book)
        self.full_clean()
        for name in set(self.errors) - {"__all__"}:
            self.cleaned_data[name] = ""

    def has_changed(self) -> bool:
        """Whether anything narrows the list: the edition alone does not."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "edition")

    @property
    def query(self) -> str:
        return str(self.cleaned_data.get("q") or "").strip()

    def fits(self, section: Section) -> bool:
        """Whether an article passes the filters beside the search."""
        asked = self.cleaned_data
        bound = {str(party) for rule in section.rules for party in parties(rule)}
        return (
            (not asked.get("who") or asked["who"] in bound)
            and (not asked.get("chapter") or asked["chapter"] == _chapter(section))
            and (not asked.get("fine") or bool(section.stated_fines))
            and (not asked.get("computable") or Class.COMPUTABLE in section.classes)
        )


def _bearers(book: Book) -> list[tuple[str, Any]]:
    """Those whom some rule binds or serves, in the order of the law's parties."""
    bound = {
        party for section in book.sections for rule in section.rules for party in parties(rule)
    }
    return [(bearer.value, say(named(bearer))) for bearer in Bearer if bearer in bound]


def _chapters(book: Book) -> list[tuple[str, Any]]:
    found = {_chapter(section): heading(section, book) for section in book.sections}
    return [(key, title) for key, title in found.items() if title]


def _chapter(section: Section) -> str:
    return f"{section.instrument.code}:{section.chapter}"
