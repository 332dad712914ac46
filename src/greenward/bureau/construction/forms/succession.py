"""Another developer takes a project over (Article 8)."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.fields import OrganisationField
from greenward.bureau.casework.matters.forms import ActForm
from greenward.web.forms import DayField


class DeveloperForm(ActForm):
    """Who it is, from which day, and what shows it."""

    organisation = OrganisationField()
    on = DayField(label=_("From"), initial=timezone.localdate)
    because = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Name the paper that shows it: the transfer of the land, say, with its number."
        ),
    )
