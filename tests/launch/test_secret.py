"""One key for an installation, for its account alone."""

from pathlib import Path

import pytest

from greenward.launch import LaunchError
from greenward.launch.secret import secret_key


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GREENWARD_SECRET_KEY", raising=False)


def test_it_is_made_once_and_private(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    key = secret_key(home)
    assert len(key) >= 50
    assert secret_key(home) == key
    assert [path.name for path in home.iterdir()] == ["secret.key"]
    assert (home / "secret.key").stat().st_mode & 0o777 == 0o600
    assert secret_key(tmp_path / "other") != key


def test_two_processes_at_once_agree(tmp_path: Path, python) -> None:
    program = (
        "import sys; from pathlib import Path; from greenward.launch.secret import secret_key\n"
        "print(secret_key(Path(sys.argv[1])))"
    )
    both = [python(program, tmp_path / "home") for _ in range(2)]
    assert len({process.communicate()[0] for process in both}) == 1


def test_a_given_key_is_used_and_nothing_kept(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("GREENWARD_SECRET_KEY", "given")
    assert secret_key(tmp_path / "home") == "given"
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(LaunchError, match="Cannot keep the secret key"):
        secret_key(tmp_path / "home")
