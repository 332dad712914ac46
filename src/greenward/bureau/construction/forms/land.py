"""What is entered of the papers of a plot (Article 12): each as it reads, with number, day and document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.web.forms import DayField

from ..models.chapters import STARS
from ..models.land import LandConditions, LandDocument
from .parts import yes_no

SHARED = ("number", "day", "star", "states_industrialised", "prefabrication_rate")


class PaperForm(forms.ModelForm):
    """What both papers state. No star chosen means that the paper states none."""

    day = DayField(label=_("Day of the document"), past=True)
    star = forms.TypedChoiceField(
        label=_("Star it states"),
        choices=[("", _("none")), *STARS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    states_industrialised = yes_no(
        _("Does it state the requirement of industrialised construction?")
    )
    upload = forms.FileField(label=_("Document"), required=False, max_length=255)
    because = forms.CharField(label=_("Why it changes"), required=False, max_length=300)

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["states_industrialised"].required = True
        if not correcting:
            del self.fields["because"]

    def for_service(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def _post_clean(self) -> None:
        """The row is written by its service: a corrected paper is a new one."""


class ConditionsForm(PaperForm):
    """The land-use conditions of a plot."""

    takes_up_special_plan = yes_no(
        _("Does the detailed control plan take up the special plan for green buildings?")
    )
    state_organ_office = yes_no(_("Is an office building of a state organ planned?"))

    class Meta:
        model = LandConditions
        fields = [
            *SHARED[:2],
            "control_plan",
            "takes_up_special_plan",
            *SHARED[2:],
            "function",
            "largest_area",
            "state_organ_office",
        ]
        help_texts = {
            "largest_area": _(
                "Of the largest single building: it decides how many stars are the least."
            )
        }


class LandDocumentForm(PaperForm):
    """The land grant contract or the allocation decision of a plot."""

    class Meta:
        model = LandDocument
        fields = ["kind", *SHARED]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = LandDocument._meta.get_field("kind").choices
        self.fields["kind"].choices = kinds  # no empty button
