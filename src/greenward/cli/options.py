"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import typer

SITE, DATA, LAW, PEOPLE = "The site", "Data", "The law", "People"
"""The panels of ``greenward --help``."""


def Day(flag: str, help: str) -> Any:
    """An option that takes a day as 2026-11-20."""
    return typer.Option(flag, formats=["%Y-%m-%d"], metavar="DATE", help=help)


def day(given: datetime | None) -> date | None:
    return given.date() if given else None
