"""An organisation as a person names it in a form: by its unified social credit code or its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import uscc
from .models import Organisation


class OrganisationField(forms.CharField):
    """Cleans to the organisation on file; to None where nothing is entered and none is required."""

    default_error_messages = {
        "unknown": _(
            "No organisation is on file under this code or name. Check it; a new organisation is"
            " entered by the security administrator."
        ),
        "several": _("Several organisations have this name. Enter the unified social credit code."),
    }

    def __init__(self, **more: Any) -> None:
        hint = _("Its unified social credit code, or its name as it is on file.")
        super().__init__(
            **{"label": _("Organisation"), "help_text": hint, "max_length": 200} | more
        )

    def clean(self, value: Any) -> Organisation | None:
        said = super().clean(value)
        return self._named(said) if said else None

    def _named(self, said: str) -> Organisation:
        by_code = Organisation.objects.filter(uscc=uscc.normalise(said))
        by_name = Organisation.objects.filter(name=" ".join(said.split()))
        found = list(by_code) or list(by_name[:2])
        if len(found) != 1:
            code = "several" if found else "unknown"
            raise forms.ValidationError(self.error_messages[code], code)
        return found[0]
