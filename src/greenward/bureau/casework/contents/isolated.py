"""Hostile files are read by a process of their own, with little memory, little time and no say.

Readers of PDF and images are large; a file made to break one ends that process and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

WALL = 60
"""Seconds until a reader is stopped; its processor time and memory are bounded in itself."""


class Failed(Exception):
    """The reader died, was stopped, or could make nothing of the file."""


def ask(verb: str, *paths: Path) -> dict[str, Any]:
    """What a reader (`reader.py`) says of a file. Raises Failed."""
    command = [sys.executable, "-I", "-m", "greenward.bureau.casework.contents.reader", verb]
    try:
        done = subprocess.run(
            [*command, *map(str, paths)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WALL,
            env={"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
            cwd="/",
        )
        return json.loads(done.stdout) if done.returncode == 0 else _fail(done.stderr)
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise Failed(str(error)) from error


def _fail(said: bytes) -> dict[str, Any]:
    raise Failed(said.decode(errors="replace")[-500:])
