"""PostgreSQL's own words for a failed start, turned into one plain sentence."""

import re
from pathlib import Path

from greenward.launch.errors import LaunchError

_ELSEWHERE = "or set GREENWARD_HOME to another folder."
_CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        r"pre-existing shared memory block|lock file \S+ already exists",
        "Another PostgreSQL server still uses these data",
        "Stop it first (it may run from a folder that was moved or copied), then start again.",
    ),
    (
        r"could not create (shared memory segment|semaphores)",
        "The system has no shared memory left for another database server",
        "Stop other servers, or raise kernel.shmmni and kernel.shmall.",
    ),
    (
        r"No space left on device|Disk quota exceeded",
        "The disk is full",
        f"Free some space and start again, {_ELSEWHERE}",
    ),
    (
        r"Read-only file system",
        "The disk can only be read",
        f"Mount it for writing, {_ELSEWHERE}",
    ),
    (
        r"Permission denied|Operation not permitted|wrong ownership|invalid permissions",
        "The database cannot use its folder: permission denied",
        f"Give the folder back to the account that made it, with mode 0700, {_ELSEWHERE}",
    ),
    (
        r"incompatible with server",
        "The data were made by another version of PostgreSQL",
        f"Export them with the release that made them, {_ELSEWHERE}",
    ),
    (
        r"could not locate a valid checkpoint|invalid checkpoint|PANIC",
        "The database files are damaged",
        f"Restore them from a backup, {_ELSEWHERE}",
    ),
)


def explain(output: str, folder: Path) -> LaunchError:
    """The error for what a PostgreSQL program printed before it gave up on `folder`."""
    for pattern, what, remedy in _CAUSES:
        if re.search(pattern, output):
            return LaunchError(what, where=folder, remedy=remedy)
    told = [line for line in output.splitlines() if re.search(r"FATAL|PANIC|ERROR|error:", line)]
    last = (told or output.splitlines() or ["it said nothing"])[-1].strip()
    return LaunchError(
        f"The database does not start: {last}",
        where=folder,
        remedy=f"Read server.log in this folder, {_ELSEWHERE}",
    )
