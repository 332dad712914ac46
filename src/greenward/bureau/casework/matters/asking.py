"""The forms of a request for what is missing: the list that is asked for, and its answer in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.web.forms import DayField

from ..filings import file_document
from ..models import Filing, Matter, Request, RequestItem
from . import requests
from .forms import ActForm

LINES, MOST = 3, 40
"""Lines a form begins with, and the most it takes."""


class RequestForm(ActForm):
    """Everything missing in one list, begun with what the room knows to be missing; empty lines are
    left out. ``more`` asks for further lines."""

    template = "casework/act_request.html"

    of = forms.ChoiceField(label=_("Who is to answer"))
    due_on = DayField(
        label=_("To be answered by"),
        required=False,
        help_text=_("The law gives no number of days; your own time stands still until then."),
    )
    why_again = forms.CharField(
        label=_("What the answer raised newly"),
        max_length=300,
        help_text=_("Everything missing belongs in the first list; ask again only for this."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = requests.asked_roles(self.matter)
        self.fields["of"].choices = [(r.value, r.label) for r in roles]
        if not requests.earlier(self.matter):
            del self.fields["why_again"]
        known = [] if self.is_bound else requests.known(self.matter)
        self.count = self._lines(max(LINES, len(known) + 1))
        for number in range(self.count):
            self.fields |= _line(number)
        for number, item in enumerate(known[: self.count]):
            said = {"type": item.type, "what": item.what, "article": item.article}
            self.initial |= {f"{name}-{number}": value for name, value in said.items()}

    def _lines(self, begun: int) -> int:
        said = str(self.data.get("lines", "")) if self.is_bound else ""
        asked = int(said) if said.isdigit() else begun
        return min(asked + (LINES if "more" in self.data else 0), MOST)

    def full_clean(self) -> None:
        """Whoever asks for more lines has not sent the list yet: nothing is wrong with it."""
        super().full_clean()
        if "more" in self.data:
            self.errors.clear()

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each line: type, what, article."""
        return [
            tuple(self[f"{n}-{i}"] for n in ("type", "what", "article")) for i in range(self.count)
        ]

    @property
    def heads(self) -> list[Any]:
        """The fields above the list."""
        return [self[name] for name in ("of", "due_on", "why_again") if name in self.fields]

    def clean(self) -> None:
        if not self.items():
            raise forms.ValidationError(_("Name at least one thing that is missing."))

    def items(self) -> list[requests.Item]:
        said = self.cleaned_data
        return [
            requests.Item(said[f"type-{i}"], said[f"what-{i}"], said.get(f"article-{i}", ""))
            for i in range(self.count)
            if said.get(f"what-{i}")
        ]

    def for_service(self) -> dict[str, Any]:
        return {
            "items": self.items(),
            "of": PartyRole(self.cleaned_data["of"]),
            "due_on": self.cleaned_data["due_on"],
            "why_again": self.cleaned_data.get("why_again", ""),
        }


def _line(number: int) -> dict[str, forms.Field]:
    return {
        f"type-{number}": forms.ChoiceField(
            label=_("What is wrong"), choices=RequestItem.Type.choices
        ),
        f"what-{number}": forms.CharField(
            label=_("Which document, statement or fact"), max_length=300, required=False
        ),
        f"article-{number}": forms.CharField(label=_("Article"), max_length=60, required=False),
    }


class AnswerForm(ActForm):
    """A text and a document for each item asked for; a draft may leave items open. What is on record
    by now stands in its answer already."""

    template = "casework/act_answer.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Request.objects.filter(matter=self.matter, answered_at=None, withdrawn_at=None)
        self.request = found.prefetch_related("items__filing").first()
        self.asked = list(self.request.items.all()) if self.request else []
        self.recorded = {} if self.is_bound else requests.on_record(self.matter, self.asked)
        for item in self.asked:
            self.fields[f"text-{item.pk}"] = forms.CharField(
                label=_("Answer"),
                required=False,
                max_length=4000,
                initial=item.answer or self.recorded.get(item.pk, ""),
                widget=forms.Textarea({"rows": 3}),
            )
            self.fields[f"file-{item.pk}"] = forms.FileField(
                label=_("Document"), required=False, max_length=255
            )

    @property
    def lines(self) -> list[tuple[RequestItem, Any, Any]]:
        return [(item, self[f"text-{item.pk}"], self[f"file-{item.pk}"]) for item in self.asked]

    def for_service(self) -> dict[str, Any]:
        return {"form": self, "draft": "draft" in self.data}

    @staticmethod
    def serve(actor: Actor, matter: Matter, *, form: AnswerForm, draft: bool) -> None:
        """File the documents, each an act of its own, then keep or give the answers."""
        answers = {
            item.pk: requests.Answer(
                form.cleaned_data[f"text-{item.pk}"], form._filed(actor, matter, item)
            )
            for item in form.asked
        }
        (requests.draft if draft else requests.answer)(actor, matter, answers=answers)

    def _filed(self, actor: Actor, matter: Matter, item: RequestItem) -> Filing | None:
        upload = self.cleaned_data[f"file-{item.pk}"]
        if not upload:
            return None
        return file_document(actor, matter, upload, "other", title=item.what)
