"""Forms of the room: what a certificate is to say, made from its kind; why one is revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.web.forms import DayField

from . import kinds
from .kinds import Item, Kind
from .models import Certificate, Reason


class SubjectForm(forms.Form):
    """What a new certificate is about: `cleaned_data["subject"]` is the row, if the actor sees it."""

    kind = forms.ChoiceField(label=_("Kind of certificate"))
    key = forms.CharField(label=_("What it is issued about"), max_length=80)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["kind"].choices = [(kind.name, kind.title) for kind in kinds.every()]
        self.fields["key"].help_text = " / ".join(str(kind.find_label) for kind in kinds.every())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") and data.get("key"):
            data["subject"] = found(self.actor, kinds.named(data["kind"]), data["key"])
            if data["subject"] is None:
                self.add_error("key", _("Nothing in your area is known by this."))
        return data


def found(actor: Actor, kind: Kind, key: str) -> models.Model | None:
    """The subject people know by `key`, if the actor may see it."""
    try:
        return kind.subjects().visible_to(actor).filter(**{kind.find_by: key.strip()}).first()
    except ValueError:
        return None


class ClaimsForm(forms.Form):
    """What the certificate is to say beside what the register gives; until when it holds."""

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item for item in kind.items if not item.given]
        for item in self.items:
            self.fields[item.name] = _field(item)
        self.fields["until"] = DayField(
            label=_("Holds until"),
            required=False,
            help_text=_("The last day; leave it empty when it holds for good."),
        )

    def claims(self) -> dict[str, Any]:
        """The claims entered, as the kind checks them."""
        data = self.cleaned_data
        return {item.name: _value(item, data[item.name]) for item in self.items}


def _field(item: Item) -> forms.Field:
    about: dict[str, Any] = {"label": item.label, "required": item.required}
    if item.unit:
        about["help_text"] = item.unit
    if item.choices:
        return forms.ChoiceField(choices=[("", "—"), *item.choices.items()], **about)
    if item.form == "number":
        return forms.IntegerField(min_value=0, max_value=10**9, **about)
    if item.form == "date":
        return DayField(**about)
    return forms.CharField(max_length=item.longest, **about)


def _value(item: Item, given: Any) -> Any:
    if given in (None, ""):
        return None
    if item.form == "number":
        return int(given)
    return given.isoformat() if item.form == "date" else str(given)


class RevokeForm(forms.Form):
    """Why a certificate no longer holds."""

    reason = forms.ChoiceField(
        label=_("Why it no longer holds"),
        help_text=_("Everybody who checks the certificate reads this."),
        choices=[(one.value, one.label) for one in Reason if one is not Reason.REPLACED],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Grounds for the file"),
        help_text=_("Not published: decision, documents, facts."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def draft_of(certificate: Certificate) -> dict[str, Any]:
    """What a replacement starts from."""
    return dict(certificate.claims)
