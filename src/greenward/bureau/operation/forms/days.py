"""A field for a day, which a browser shows with its calendar."""

from __future__ import annotations

from typing import Any

from django import forms


def day(label: Any, **more: Any) -> forms.DateField:
    """A date field; days are written as ISO 8601, as browsers send them."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)
