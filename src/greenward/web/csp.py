"""The content security policy, and what becomes of reports that it was broken.

The policy allows only what this site itself serves: no inline script, no inline style. A report
means a page broke that rule or something was injected; it is logged, counted and kept.
"""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def policy(forms_lead_to: Iterable[str] = ()) -> dict[str, Any]:
    """The setting CONTENT_SECURITY_POLICY of django-csp 4. `forms_lead_to`: further origins that a
    sent form may lead to, such as an issuer's sign-in page."""
    return {
        "DIRECTIVES": {
            "default-src": ["'self'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "frame-ancestors": ["'none'"],
            "form-action": ["'self'", *forms_lead_to],
            "base-uri": ["'none'"],
            "object-src": ["'none'"],
            "report-uri": "/csp-report",
        }
    }


LARGEST_REPORT = 16_384
"""Bytes read of one report; a browser's report is far smaller."""

log = logging.getLogger(__name__)


class Reports:
    """The reports this process has received: how many, and the last hundred."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.total = 0
        self.recent: deque[dict[str, Any]] = deque(maxlen=100)

    def add(self, report: dict[str, Any]) -> None:
        self.total += 1
        self.recent.append(report)


reports = Reports()


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Take one violation report (CSP level 2, ``application/csp-report``); 400 when it is none."""
    try:
        sent = json.loads(request.read(LARGEST_REPORT))
        report = sent["csp-report"]
        kept = {
            name: str(report.get(name, ""))[:500]
            for name in ("document-uri", "violated-directive", "blocked-uri", "script-sample")
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponse(status=400)
    reports.add(kept)
    log.warning("content security policy broken: %s", kept)
    return HttpResponse(status=204)
