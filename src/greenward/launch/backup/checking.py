"""Checks a backup without touching anything: whole, unaltered, and of which release."""

from __future__ import annotations

from pathlib import Path

from .archive import Manifest, Progress, opened, verify


def check(path: Path, progress: Progress) -> Manifest:
    """What a backup holds, after every entry was read and compared. Raises LaunchError, OSError."""
    archive, manifest = opened(path)
    with archive:
        verify(path, archive, manifest, progress)
    return manifest
