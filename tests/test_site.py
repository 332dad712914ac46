"""The site as a whole: it answers a monitor, and a browser reaches it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from greenward import __version__


def test_health(db: None, client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "version": __version__}


@pytest.mark.browser
def test_a_browser_reaches_the_site(page: Any) -> None:
    assert '"ok"' in page.goto("/health").text()
