"""What is asked once a draw is frozen: the values of the sources, a substitution, a reason."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.trust.draw import Value
from greenward.trust.draw.sources import Letters, kind_of

from .. import words
from ..models import Draw, Substitution
from ..reading import sources_of


class ValuesForm(forms.Form):
    """What every source announced, and the evidence."""

    evidence = forms.FileField(
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy("The announcement as a picture or PDF, or the signed record."),
    )

    def __init__(self, draw: Draw, *sent: Any) -> None:
        super().__init__(*sent)
        self.sources = sources_of(draw)
        for at, source in enumerate(self.sources):
            kind = kind_of(source.kind)
            for place, part in enumerate(kind.parts):
                hint = (
                    _("%(n)s characters of %(signs)s, without spaces")
                    % {"n": part.count, "signs": part.alphabet}
                    if isinstance(part, Letters)
                    else _("%(n)s numbers from %(low)s to %(high)s, in any order")
                    % {"n": part.count, "low": part.low, "high": part.high}
                )
                self.fields[f"v{at}_{place}"] = forms.CharField(
                    label=f"{words.name(kind.name)} {source.name}: {words.name(part.name)}",
                    help_text=hint,
                    max_length=500,
                    widget=forms.TextInput({"autocomplete": "off"}),
                )
        self.order_fields([*(name for name in self.fields if name != "evidence"), "evidence"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        data["values"] = []
        for at, source in enumerate(self.sources):
            parts = kind_of(source.kind).parts
            data["values"].append([self._part(f"v{at}_{n}", part) for n, part in enumerate(parts)])
        return data

    def _part(self, name: str, part: Any) -> Value | None:
        """A value as the source gives it; what cannot be one becomes an error of its field."""
        text = self.cleaned_data[name].strip()
        try:
            value: Value
            if isinstance(part, Letters):
                value = text.upper()
            else:
                value = [int(one) for one in re.split(r"[\s,，、;；]+", text) if one]
            with words.in_words():
                part.check(value)
            return value
        except ValidationError as error:
            self.add_error(name, error)
        except ValueError:
            self.add_error(name, _("Enter whole numbers."))
        return None


class SubstituteForm(forms.Form):
    """A target, an inspector, or an inspector at one target, and why."""

    target = forms.CharField(
        label=gettext_lazy("Target"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Empty: the inspector leaves all their targets."),
    )
    inspector = forms.ChoiceField(
        label=gettext_lazy("Inspector"),
        required=False,
        help_text=gettext_lazy("Empty: the target itself is replaced."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[("", "—"), *Substitution.Reason.choices],
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Everybody reads it; name no person."),
    )

    def __init__(self, draw: Draw, *sent: Any, **given: Any) -> None:
        super().__init__(*sent, **given)
        cards = [one["id"] for one in draw.pool["inspectors"]]
        named = [(card, f"{card} {draw.names.get(card, '')}".strip()) for card in cards]
        self.fields["inspector"].choices = [("", "—"), *named]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (data.get("target") or data.get("inspector")):
            raise ValidationError(_("Say which target or inspector is withdrawn."))
        return data


class AbandonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Everybody reads it."),
    )
