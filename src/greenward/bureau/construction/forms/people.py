"""Letting parties in and out, naming who answers for their work, and the register's search (Article 8)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.fields import OrganisationField
from greenward.bureau.accounts.models import Organisation, PartyRole, User, held_on
from greenward.bureau.accounts.permissions import PROJECT_PARTIES
from greenward.bureau.casework.words import in_language
from greenward.law.language import FactEntry
from greenward.web.forms import DayField

from ..models import Engagement, Title
from .parts import TRUTH, YES_OR_NO, label


class JoinForm(forms.Form):
    """Who joins the project."""

    role = forms.ChoiceField(
        label=_("As what"),
        choices=[(r.value, r.label) for r in PROJECT_PARTIES if r is not PartyRole.DEVELOPER],
        widget=forms.RadioSelect,
    )
    organisation = OrganisationField()
    on = DayField(label=_("From"), initial=timezone.localdate)

    def clean_role(self) -> PartyRole:
        return PartyRole(self.cleaned_data["role"])


class EndForm(forms.Form):
    """The last day, and why."""

    on = DayField(label=_("Last day"), initial=timezone.localdate)
    because = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 3}))


class EngageForm(forms.Form):
    """Who answers for a party's work, from which day. Of a change of leader the reason is asked."""

    name = forms.CharField(label=label(Engagement, "name"), max_length=100)
    registration = forms.CharField(
        label=label(Engagement, "registration"),
        required=False,
        max_length=60,
        help_text=_("Of the professional registration. It is shown under a mask."),
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Sign-in"),
        required=False,
        empty_label=_("none: signs on paper"),
        help_text=_("With a sign-in the person signs the commitment here."),
    )
    engineer = forms.BooleanField(
        label=_("Not the leader: a further responsible engineer"), required=False
    )
    on = DayField(label=_("From"), initial=timezone.localdate)
    because = forms.CharField(
        label=_("Why the leader changes"),
        required=False,
        max_length=300,
        help_text=_("Needed where somebody leads now: that person's time ends the day before."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, organisation: Organisation, change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = organisation.members.filter(held_on(timezone.localdate()))
        users = User.objects.filter(pk__in=members.values("user"), is_active=True)
        self.fields["user"].queryset = users.order_by("name")
        if not change:
            del self.fields["because"]

    def for_service(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said["title"] = Title.ENGINEER if said.pop("engineer") else None
        return said


class SignedForm(forms.Form):
    """A commitment signed on paper."""

    upload = forms.FileField(label=_("The signed commitment"), help_text=_("PDF or a picture."))
    signed_on = DayField(
        label=_("Commitment signed on"),
        past=True,
        initial=timezone.localdate,
    )


class ObserveForm(forms.Form):
    """What the authority found of a party's work: one of the facts the law asks."""

    fact = forms.ChoiceField(label=_("What the law asks"), widget=forms.RadioSelect)
    value = forms.ChoiceField(
        label=_("What was found"),
        choices=[*YES_OR_NO, ("", _("take it back: not known"))],
        required=False,
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Where, and what shows it"), max_length=300, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, entries: list[FactEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [(entry.name, in_language(entry.label)) for entry in entries]

    def clean_value(self) -> bool | None:
        return TRUTH.get(self.cleaned_data["value"])


class RegisterFilter(forms.Form):
    """Who answered for what; all that is visible when empty."""

    person = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=100,
        help_text=_("name or a part of it, or the whole registration number"),
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=200)
    place = forms.CharField(
        label=_("Project or building"),
        required=False,
        max_length=200,
        help_text=_("name or number"),
    )
    day = DayField(label=_("On the day"), required=False)
