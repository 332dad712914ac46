"""What a process number or a port stands for, read without tools a small machine may lack."""

import re
import subprocess
from pathlib import Path

PROC = Path("/proc")


def command_of(pid: int) -> list[str]:
    """The command line of a live process; empty when it is gone or only waits to be reaped."""
    if (PROC / "self" / "cmdline").exists():
        try:
            raw = (PROC / str(pid) / "cmdline").read_bytes()
        except OSError:
            return []
        return [part.decode(errors="replace") for part in raw.rstrip(b"\0").split(b"\0") if part]
    listed = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True
    )
    return listed.stdout.split()


def listener_on(port: int) -> str | None:
    """Who listens on a TCP port, such as "python3 (process 123)"; None when it cannot be seen,
    as with a process of another account."""
    inodes = _listening_inodes(port)
    for descriptor in PROC.glob("[0-9]*/fd/*") if inodes else ():
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue
        if (match := re.fullmatch(r"socket:\[(\d+)\]", target)) and match[1] in inodes:
            pid = int(descriptor.parts[2])
            command = command_of(pid)
            return f"{Path(command[0]).name if command else 'a program'} (process {pid})"
    return None


def _listening_inodes(port: int) -> set[str]:
    """Sockets in state LISTEN (0A), from the kernel's tables."""
    found = set()
    for table in ("tcp", "tcp6"):
        try:
            rows = (PROC / "net" / table).read_text().splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            column = row.split()
            if column[3] == "0A" and int(column[1].rpartition(":")[2], 16) == port:
                found.add(column[9])
    return found
