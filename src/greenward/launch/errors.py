"""The one error of a start: what is wrong, where, and what to do about it."""

from pathlib import Path


class LaunchError(Exception):
    """Greenward cannot start, or a part of it cannot.

    `what` is a clause without a full stop, `where` the path, address or process concerned and
    `remedy` one or two full sentences. `str(error)` is the text an operator reads.
    """

    def __init__(self, what: str, *, where: object, remedy: str) -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} ({self.where}). {self.remedy}"


def from_os_error(error: OSError, doing: str, where: Path) -> LaunchError:
    """The plain sentence for an `OSError` met while `doing` (such as "create the folder")."""
    reason = (error.strerror or str(error)).lower()
    return LaunchError(
        f"Cannot {doing}: {reason}",
        where=error.filename or where,
        remedy="Check the free space and the owner of this folder, or set GREENWARD_HOME to "
        "another one, then start again.",
    )
