"""Filters of casework's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import User
from greenward.web.forms import DayField

from .matters import kinds
from .matters.handover import givers, of_officer, takers
from .models import Matter
from .words import ACTS, SECURITY


class LogFilter(forms.Form):
    """Which acts of the log to show; all when empty."""

    act = forms.ChoiceField(
        label=_("Act"),
        required=False,
        choices=lambda: [("", _("all")), *sorted(ACTS.items(), key=lambda item: str(item[1]))],
    )
    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("all")), *((kind.name, kind.title) for kind in kinds.every())]


class InboxFilter(forms.Form):
    """Which tasks to show; all when empty."""

    text = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "placeholder": _("number or subject")}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_kinds)
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[("", _("all")), ("overdue", _("overdue")), ("week", _("within seven days"))],
    )
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The tab is no filter: it only stays in the address."""
        return {key: said for key, said in self.cleaned_data.items() if key != "tab"}


class MatterFilter(forms.Form):
    """Which matters to show; all when empty."""

    text = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "placeholder": _("number or subject")}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_kinds)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            ("open", pgettext_lazy("matter", "open")),
            ("closed", _("closed")),
        ],
    )
    whose = forms.ChoiceField(
        label=_("Handled by"),
        required=False,
        choices=[("", _("all")), ("me", _("me")), ("nobody", _("nobody yet"))],
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not actor.is_official:
            del self.fields["whose"]


class HandoverForm(forms.Form):
    """Who gives, who takes, which matters, and why."""

    giver = forms.ModelChoiceField(User.objects.none(), label=_("From"))
    taker = forms.ModelChoiceField(User.objects.none(), label=_("To"))
    matters = forms.ModelMultipleChoiceField(
        Matter.objects.none(),
        label=_("Only these matters"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to hand over all of them."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        help_text=_("Why, and what the successor should know; it is kept with each matter."),
        widget=forms.Textarea({"rows": 3}),
    )
    SHOWN = 100

    def __init__(self, *args: Any, actor: Actor, giver: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"giver": giver}, **kwargs)
        self.fields["giver"].queryset = givers(actor)
        self.fields["taker"].queryset = takers(actor)
        chosen = self.data.get("giver") or giver or ""
        self.officer = givers(actor).filter(pk=chosen).first() if chosen.isdigit() else None
        self.count = of_officer(actor, self.officer).count() if self.officer else 0
        if self.officer and self.count <= self.SHOWN:
            self.fields["matters"].queryset = of_officer(actor, self.officer)
        else:
            del self.fields["matters"]

    def for_service(self) -> dict[str, Any]:
        chosen = self.cleaned_data.pop("matters", None)
        return self.cleaned_data | {"matters": [m.pk for m in chosen] if chosen else None}


class SecurityFilter(forms.Form):
    """Which security events to show; all when empty."""

    name = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=lambda: [("", _("all")), *SECURITY.items()],
    )
