"""What the screens share: the way back, the check of a post."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ..cities import CityLaw, law_of


def may(request: HttpRequest, act: str, law: CityLaw) -> bool:
    """Whether the person may do an act for the city, and so whether to show its form."""
    return bool(request.actor.may(act, law.area.path))


def require(request: HttpRequest, act: str) -> CityLaw:
    """The law of the person's city; PermissionDenied without the duty post."""
    law = law_of(request.actor)
    if not may(request, act, law):
        raise PermissionDenied
    return law


def url(name: str, *args: Any) -> str:
    return reverse(f"statutes:{name}", args=args)


def crumbs(here: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Beside the law"), url("overview")), *between, (here, "")]
