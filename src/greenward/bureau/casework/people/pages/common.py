"""What the pages share: who may, the way back, a date that ends something as of now."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _


def require(request: HttpRequest, act: str) -> None:
    """Raises PermissionDenied without a duty post that includes the act."""
    if not request.actor.may(act):
        raise PermissionDenied(_("Your duty post does not include this act."))


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("People"), reverse("people:list")), *more]


def yesterday() -> date:
    """The last day of what ends as of now."""
    return timezone.localdate() - timedelta(days=1)
