"""The forms of the room of letters; those of a letter are made from its kind's fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.models import Matter, Party
from greenward.law.language import Count
from greenward.web.answering import refusing
from greenward.web.forms import DayField

from .kinds import Entry, Field, LetterKind, every
from .models import Authority, Consent, Letter, Method
from .printing import check_printable
from .serving import Way

MOST_DAYS = 730


class LetterForm(forms.Form):
    """What an officer enters for a letter of a kind; `entered` is what the letter keeps."""

    translated = forms.BooleanField(
        label=_("With an English translation on pages of its own"), required=False
    )

    def __init__(self, kind: LetterKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for one in kind.fields:
            self.fields[one.name] = _form_field(one)
        self.order_fields([*(one.name for one in kind.fields), "translated"])

    @property
    def entered(self) -> dict[str, Any]:
        data = {one.name: self.cleaned_data[one.name] for one in self.kind.fields}
        return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in data.items()}


class NewLetterForm(LetterForm):
    """The same with the addressee, for a letter that stands alone."""

    party = forms.ModelChoiceField(Party.objects.none(), label=_("To whom"), empty_label=None)

    def __init__(self, kind: LetterKind, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(kind, *args, **kwargs)
        parties = matter.parties.select_related("organisation", "user")
        field = self.fields["party"]
        field.queryset = parties
        field.label_from_instance = lambda one: (
            f"{one.organisation or one.user} ({one.get_role_display()})"
        )
        self.order_fields(["party"])


def _form_field(one: Field) -> forms.Field:
    said = {"label": one.label, "help_text": one.help, "required": one.required}
    if one.entry is Entry.DAYS:
        return forms.IntegerField(min_value=1, max_value=MOST_DAYS, **said)
    if one.entry is Entry.COUNT:
        choices = [
            (str(Count.CALENDAR_DAYS), _("calendar days")),
            (str(Count.WORKING_DAYS), _("working days")),
        ]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)
    if one.entry is Entry.DATE:
        return DayField(**said)
    if one.entry is Entry.LINE:
        return forms.CharField(max_length=200, validators=[check_printable], **said)
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=4000, widget=area, validators=[check_printable], **said)


class AttemptForm(forms.Form):
    """One attempt on paper or by notice: which way, when, and what that way asks for."""

    method = forms.ChoiceField(
        label=_("Way of service"),
        choices=[one for one in Method.choices if one[0] != Method.INBOX],
        widget=forms.RadioSelect,
    )
    begun_on = DayField(
        label=_("Day"),
        initial=timezone.localdate,
        help_text=_("The day it was handed over, left, posted or published."),
    )
    receiver = forms.CharField(
        label=_("Who took it, or the authority asked"),
        max_length=120,
        required=False,
        help_text=_("When handed over, or served through another authority."),
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Where it was left, or where the notice was published."),
    )
    witnesses = forms.CharField(
        label=_("Witnesses"), max_length=200, required=False, help_text=_("When it was left.")
    )
    tracking = forms.CharField(
        label=_("Tracking number"), max_length=60, required=False, help_text=_("When posted.")
    )
    note = forms.CharField(
        label=_("Remarks"),
        max_length=300,
        required=False,
        help_text=_("Of a public notice: why no other way succeeded."),
    )
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        help_text=_("The signed receipt, photographs or the published page; it can follow later."),
    )

    @property
    def way(self) -> Way:
        data = {**self.cleaned_data, "method": Method(self.cleaned_data["method"])}
        data.pop("proof")
        return Way(**data)


class ServedForm(forms.Form):
    """The day on the proof, and the proof."""

    served_on = DayField(label=_("Served on"), help_text=_("The day on the receipt."))
    proof = forms.FileField(
        label=_("Proof"), help_text=_("The signed receipt or photographs."), required=False
    )


class NoticeServedForm(forms.Form):
    """Of a public notice: only its proof, since the day is the law's."""

    proof = forms.FileField(label=_("Proof"), help_text=_("The published page."), required=False)


class FailedForm(forms.Form):
    because = forms.CharField(label=_("Why it failed"), max_length=300)
    proof = forms.FileField(
        label=_("Proof"), required=False, help_text=_("For example the returned envelope.")
    )


class BounceForm(forms.Form):
    reason = forms.CharField(label=_("What the returned mail says"), max_length=300)


class ConsentForm(forms.ModelForm):
    """A signed consent and the address for copies."""

    signed = forms.FileField(label=_("Signed consent"), help_text=_("A scan or a photograph."))

    class Meta:
        model = Consent
        fields = ["first_day", "last_day", "email", "phone", "address"]
        field_classes = {"first_day": DayField, "last_day": DayField}
        help_texts = {
            "last_day": _("Leave empty while no end is set."),
            "email": _("A copy goes there; the letter itself waits in the inbox here."),
        }

    field_order = ["signed", "first_day", "last_day", "email", "phone", "address"]

    def _post_clean(self) -> None:
        """The service writes the consent; the form leaves it alone."""


class AuthorityForm(forms.ModelForm):
    """Who signs for an area."""

    class Meta:
        model = Authority
        exclude = ["area"]
        help_texts = {
            "name_zh": _("It stands at the head of letters and in the seal."),
            "short": _("For example 深福建, as in 深福建责改〔2026〕17号."),
        }

    def _post_clean(self) -> None:
        """The service writes it; the form leaves it alone."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, text in list(data.items()):
            with refusing(self, at=name):
                check_printable(str(text))
        return data


class LettersFilter(forms.Form):
    """Which letters of the list to show; all when empty."""

    text = forms.CharField(label=_("Number, matter or party"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("all")),
            *((k, v) for k, v in Letter.State.choices if k != Letter.State.DISCARDED),
        ],
    )
    service = forms.ChoiceField(
        label=_("Service"),
        required=False,
        choices=[
            ("", _("all")),
            ("waiting", _("to be served")),
            ("served", _("served")),
            ("mail", _("e-mail copy not delivered")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _("all")),
            *((one.name, one.label) for one in every()),
        ]


class CheckForm(forms.Form):
    """The file someone was given, to be compared with what was issued."""

    file = forms.FileField(label=_("The PDF you were given"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the letter"), max_length=24, help_text=_("For example 7KQ2-M4XA-….")
    )


class VolumeForm(forms.Form):
    scope = forms.ChoiceField(label=_("Made for"), widget=forms.RadioSelect)

    def __init__(self, scopes: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes
