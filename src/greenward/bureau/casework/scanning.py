"""Viruses: a scanner of the authority's own looks at every filed document, if one is configured.

GREENWARD_SCANNER names it: ``clamd:HOST:PORT`` or ``clamd:/path/of/socket`` (the INSTREAM command of
clamd), ``command:PROGRAM ARGUMENT …`` (the file's path is added; exit 0 clean, 1 infected), or
``python:package.module.function`` (takes a path, gives what it found or an empty text). Without one,
pages say that nothing was scanned.
"""

from __future__ import annotations

import os
import shlex
import socket
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.utils.module_loading import import_string

CHUNK, PATIENCE = 2**16, 120
"""Bytes sent at once, and seconds a scanner may take."""

Scanner = Callable[[Path], str]
"""Takes a file and gives the name of what it found, empty when clean. Raises ScannerFailed."""


class ScannerFailed(OSError):
    """The scanner did not answer, or not as it should; nothing is known of the file."""


def scanner(setting: str) -> Scanner | None:
    """The scanner a setting names; None without one. Raises ValueError for a wrong setting."""
    how, _colon, what = setting.partition(":")
    if not setting:
        return None
    if how not in ("clamd", "command", "python") or not what:
        raise ValueError(f"GREENWARD_SCANNER={setting}: begin with clamd:, command: or python:")
    if how == "python":
        return import_string(what)
    given = what if how == "clamd" else shlex.split(what)
    return lambda path: (_clamd if how == "clamd" else _command)(given, path)


def _clamd(address: str, path: Path) -> str:
    """INSTREAM of clamd: pieces with their length before each, a zero at the end, one line back."""
    try:
        with _connect(address) as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(CHUNK):
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except ScannerFailed:
        raise
    except OSError as error:
        raise ScannerFailed(f"clamd at {address}: {error}") from error
    said = answer.partition(": ")[2]
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScannerFailed(f"clamd at {address}: {answer[:200]}")


def _answer(line: socket.socket) -> str:
    held = b""
    while not held.endswith((b"\0", b"\n")) and len(held) < CHUNK:
        piece = line.recv(CHUNK)
        if not piece:
            break
        held += piece
    return held.strip(b"\0\n ").decode(errors="replace")


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        line.connect(address)
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _command(words: list[str], path: Path) -> str:
    try:
        done = subprocess.run(
            [*words, os.fspath(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScannerFailed(f"{words[0]}: {error}") from error
    if done.returncode == 0:
        return ""
    if done.returncode == 1:
        return (
            next(iter(done.stdout.split("\n")), "").replace(os.fspath(path), "").strip(": ") or "?"
        )
    raise ScannerFailed(f"{words[0]}: exit code {done.returncode}: {done.stderr[-200:]}")
