"""What every page needs besides its own matter: navigation, banner, the other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from . import nav


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``nav`` (list of `nav.Entry`), ``banner`` (text or None), ``other_language``.

    The banner comes from ``settings.GREENWARD_BANNER``: a callable, or the dotted path of one, that
    takes the request and returns a text or None.
    """
    return {
        "nav": nav.entries(request),
        "banner": _banner(request),
        "other_language": ("en", "English") if _in_chinese() else ("zh-hans", "中文"),
    }


def _banner(request: HttpRequest) -> Any:
    source = getattr(settings, "GREENWARD_BANNER", None)
    if not source:
        return None
    return (import_string(source) if isinstance(source, str) else source)(request)


def _in_chinese() -> bool:
    return (get_language() or settings.LANGUAGE_CODE).startswith("zh")
