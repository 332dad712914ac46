"""Filters of the lists of projects and plots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas
from greenward.bureau.casework.words import in_language
from greenward.bureau.registry.models import Function
from greenward.law.language import Text

from ..course import WORDS, Step
from ..selectors import DONE, Asked

ALL = ("", _("all"))
STARS = (("1", _("★ and no more")), ("2", "★★"), ("3", "★★★"))


class PlotFilter(forms.Form):
    """Which plots to show; all when empty."""

    text = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "placeholder": _("name or number")}),
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Area"), required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = list(Area.objects.filter(visible_areas(actor))) if actor.is_official else []
        if len(areas) < 2:
            del self.fields["area"]
            return
        field = self.fields["area"]
        field.queryset = Area.objects.filter(visible_areas(actor))
        field.choices = [ALL, *((area.pk, str(area)) for area in areas)]


class ProjectFilter(PlotFilter):
    """Which projects to show; all when empty. `titles` are the gates a project may stand before."""

    gate = forms.ChoiceField(label=_("Next is"), required=False)
    step = forms.ChoiceField(
        label=_("How it stands"),
        required=False,
        choices=[ALL, *((s.value, WORDS[s]) for s in Step if s is not Step.PASSED)],
    )
    star = forms.ChoiceField(label=_("Star"), required=False, choices=[ALL, *STARS])
    function = forms.ChoiceField(
        label=_("Function"), required=False, choices=[ALL, *Function.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ALL,
            ("running", _("running")),
            ("held", _("held: nothing goes on")),
            ("closed", _("closed")),
        ],
    )

    def __init__(self, *args: Any, titles: Mapping[str, Text], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gates = [(id, in_language(title)) for id, title in titles.items()]
        done = (DONE, _("nothing: all is passed"))
        self.fields["gate"].choices = [ALL, *gates, done]

    @property
    def asked(self) -> Asked:
        """What is asked for; nothing where the address makes no sense."""
        return Asked(**self.cleaned_data) if self.is_valid() else Asked()
