"""What several forms of the room are made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

UNKNOWN = ("", _("not known yet"))
YES_OR_NO = [("yes", _("yes")), ("no", _("no"))]
TRUTH = {"yes": True, "no": False}
SAID = {True: "yes", False: "no", None: ""}
STARS = [("0", _("no star")), ("1", "★"), ("2", "★★"), ("3", "★★★")]


def label(model: type[Model], name: str) -> Any:
    """What a column is called."""
    return capfirst(model._meta.get_field(name).verbose_name)


def yes_no(label: Any, **more: Any) -> forms.TypedChoiceField:
    """A question answered by yes or no, or left open."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("True", _("yes")), ("False", _("no"))],
        coerce=lambda said: said == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        **more,
    )


def because() -> forms.CharField:
    """The reason of a change to what a decision stood on."""
    return forms.CharField(
        label=_("Why it changes"),
        required=False,
        max_length=300,
        help_text=_("Only where something was decided on what is on file; it then opens anew."),
    )


class WhyForm(forms.Form):
    """A reason that stays on record."""

    because = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 3}))
