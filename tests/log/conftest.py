"""Keys and an outside place of their own for each test of the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, settings: Any) -> Path:
    """The directory that stands for another body's medium."""
    settings.KEYS = tmp_path / "keys"
    settings.LOG_ANCHOR = f"directory:{tmp_path / 'outside'}"
    return tmp_path / "outside"
