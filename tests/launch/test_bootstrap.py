"""The environment: one script, and lock files that agree with each other and check every hash."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (TOP / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["", "-test", "-bench", "-spark", "-build"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=\w)", (TOP / f"requirements{name}.lock").read_text().strip())
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_a_larger_environment_holds_the_smaller_one_unchanged() -> None:
    run, test, bench = (pins(f"requirements{name}.lock") for name in ("", "-test", "-bench"))
    assert run.items() <= test.items() <= bench.items()
    build = pins("requirements-build.lock")
    assert [name for name in build if build[name] != bench.get(name, build[name])] == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the script needs, without an environment, in a folder with a space in its name."""
    folder = tmp_path / "a copy"
    (folder / "scripts").mkdir(parents=True)
    shutil.copy(TOP / "scripts" / "bootstrap.sh", folder / "scripts")
    for path in (*TOP.glob("requirements*.lock"), TOP / "pyproject.toml"):
        shutil.copy(path, folder)
    return folder


def bootstrap(folder: Path, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sh", "scripts/bootstrap.sh", *arguments],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_no_python_that_is_new_enough(copy: Path) -> None:
    done = bootstrap(copy, "run", PYTHON=program(copy / "old python", "exit 1"))
    assert done.returncode == 1
    assert "needs Python 3.11 or later" in done.stderr
    assert not (copy / ".venv").exists()


def test_a_python_without_venv_says_what_to_install(copy: Path) -> None:
    text = 'case "$*" in *ensurepip*) exit 1;; *print*) echo 3.12;; esac'
    done = bootstrap(copy, "run", PYTHON=program(copy / "python", text))
    assert done.returncode == 1
    assert "apt install python3.12-venv" in done.stderr


def test_an_unknown_purpose_is_refused(copy: Path) -> None:
    assert bootstrap(copy, "everything").returncode == 2


def test_nothing_is_done_again_until_something_changed(copy: Path) -> None:
    home = copy / ".venv" / "bin"
    home.mkdir(parents=True)
    (home / "activate").write_text(f"VIRTUAL_ENV={copy.resolve()}/.venv\n")
    program(home / "python", f'echo "$*" >>"{copy}/calls"')
    for purpose in ("run", "run"):
        assert bootstrap(copy, purpose).returncode == 0
    installs = installs_of(copy)
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "-r requirements.lock" in installs[0]
    with (copy / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    bootstrap(copy, "run")
    assert len(installs_of(copy)) == 4


def installs_of(copy: Path) -> list[str]:
    calls = (copy / "calls").read_text().splitlines()
    return [line for line in calls if " install " in line]


def test_spark_is_installed_for_the_suite_where_there_is_a_java(copy: Path) -> None:
    home = copy / ".venv" / "bin"
    home.mkdir(parents=True)
    (home / "activate").write_text(f"VIRTUAL_ENV={copy.resolve()}/.venv\n")
    program(home / "python", f'echo "$*" >>"{copy}/calls"')
    program(copy / "java", "exit 0")
    assert bootstrap(copy, "test", PATH=f"{copy}:{os.environ['PATH']}").returncode == 0
    locks = [re.findall(r"-r requirements([\w-]*)\.lock", line) for line in installs_of(copy)]
    assert locks == [["-test", "-build"], ["-spark"], []]
    assert "--require-hashes" in installs_of(copy)[1]
