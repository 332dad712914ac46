"""The account under which the embedded database runs.

PostgreSQL refuses to run as root, so a start by root hands the data to the owner they already
have or else to `nobody`; everyone else runs it under their own account.
"""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenward.launch import binaries
from greenward.launch.errors import LaunchError

FALLBACK = "nobody"


@dataclass(frozen=True)
class Account:
    """Who runs the server; `switch` says whether that is somebody other than this process."""

    uid: int
    gid: int
    switch: bool

    def give(self, path: Path) -> None:
        """Make this account the owner of `path` (only root can, and only root needs to)."""
        if self.switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def give_tree(self, top: Path) -> None:
        """Make this account the owner of everything below `top`, and of `top` last."""
        for folder, folders, files in os.walk(top):
            for name in (*folders, *files):
                self.give(Path(folder, name))
        self.give(top)

    def programs(self) -> Path:
        """The `bin` folder with the server's programs, readable by this account."""
        folder = binaries.readable_by_all() if self.switch else binaries.installed()
        return folder / "bin"

    @contextmanager
    def view(self, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
        """The name by which this account reaches `folder`, and the Popen arguments for it.

        `nobody` may own the data and still not be able to walk to them, when the project lies in
        a private folder such as /root. On Linux the server then receives the folder as an open
        descriptor, and no folder on the way has its mode changed.
        """
        if not self.switch:
            yield str(folder), {}
            return
        switch: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []}
        if binaries.open_to_all(folder.parent):
            yield str(folder), switch
            return
        if not Path("/proc/self/fd").is_dir():
            raise LaunchError(
                f"The account {FALLBACK!r}, which runs the database for root, cannot enter this "
                "folder",
                where=folder,
                remedy="Start Greenward as an ordinary user, or set GREENWARD_HOME to a folder "
                "that every account may enter.",
            )
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{descriptor}", {**switch, "pass_fds": (descriptor,)}
        finally:
            os.close(descriptor)


def account_for(data_dir: Path) -> Account:
    """The account that must run the server on `data_dir`, which need not exist yet."""
    owner = data_dir.stat().st_uid if data_dir.exists() else None
    mine = os.geteuid()
    if mine != 0:
        if owner not in (None, mine):
            raise LaunchError(
                f"The database files belong to {_name(owner)}, not to you",
                where=data_dir,
                remedy="Start Greenward as that user (data made by root belong to 'nobody': "
                "start as root), or set GREENWARD_HOME to a folder of your own.",
            )
        return Account(mine, os.getegid(), switch=False)
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam(FALLBACK)
    except KeyError as error:
        raise LaunchError(
            "PostgreSQL does not run as root, and the account to run it under is unknown",
            where=f"uid {owner}" if owner else FALLBACK,
            remedy="Start Greenward as an ordinary user.",
        ) from error
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _name(uid: int | None) -> str:
    try:
        return repr(pwd.getpwuid(uid or 0).pw_name)
    except KeyError:
        return f"uid {uid}"
