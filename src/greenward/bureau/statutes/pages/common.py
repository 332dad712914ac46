"""What the screens share: the way back, the check of a post, an act whose refusal is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ..cities import CityLaw, law_of
from ..errors import StatutesError

UNPROCESSABLE = 422


def may(request: HttpRequest, act: str, law: CityLaw) -> bool:
    """Whether the person may do an act for the city, and so whether to show its form."""
    return bool(request.actor.may(act, law.area.path))


def require(request: HttpRequest, act: str) -> CityLaw:
    """The law of the person's city; PermissionDenied without the duty post."""
    law = law_of(request.actor)
    if not may(request, act, law):
        raise PermissionDenied
    return law


def done(form: Any, act: Callable[[], object]) -> bool:
    """Do an act; a refusal becomes an error of the form."""
    try:
        act()
    except StatutesError as refusal:
        for line in str(refusal).splitlines():
            form.add_error(None, line)
        return False
    return True


def url(name: str, *args: Any) -> str:
    return reverse(f"statutes:{name}", args=args)


def crumbs(here: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Beside the law"), url("overview")), *between, (here, "")]
