"""The verifier that runs alone agrees with the house on every draw, and finds what was changed."""

from __future__ import annotations

import contextlib
import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenward.trust.draw import digest, verifier

from .draw_cases import files

SCRIPT = Path(verifier.__file__)


@given(files())
def test_a_true_draw_is_found_true(file: dict[str, Any]) -> None:
    assert verifier.verify(file) == []
    assert verifier.verify(json.loads(json.dumps(file)), digest(file["announcement"])) == []


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every leaf of a file that decides or states something."""
    if isinstance(data, dict):
        return [p for key, item in data.items() for p in places(item, (*path, key))]
    if isinstance(data, list):
        return [p for at, item in enumerate(data) for p in places(item, (*path, at))]
    return [path]


def changed(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    if len(value) > 1 and set(value) <= set("0123456789abcdef"):
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    return value + "X"


def tampered(file: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    copied = copy.deepcopy(file)
    holder: Any = copied
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = changed(holder[path[-1]])
    return copied


FREE = {"reason"}
"""The reason of a substitution decides nothing: the audit log alone holds it."""


@given(files(), st.data())
def test_any_change_of_a_leaf_is_found(file: dict[str, Any], data: st.DataObject) -> None:
    said = digest(file["announcement"])
    leaves = [p for p in places(file) if not (p[0] == "substitutions" and p[2] in FREE)]
    if file["announcement"]["method"] == "rfc3797":
        leaves = [p for p in leaves if p[-1] != "code"]
    path = data.draw(st.sampled_from(leaves))
    other = tampered(file, path)
    if path[0] == "values":
        assume(file["result"]["chosen"])
    unverifiable = (LookupError, TypeError, ValueError, AttributeError)
    with contextlib.suppress(*unverifiable):  # which is never the same result either
        assert verifier.verify(other, said) != []


def test_it_runs_alone(tmp_path: Path) -> None:
    from .test_draw_vectors import docs_pool

    file = {"announcement": {"format": "x"}, "pool": docs_pool(), "values": [[1]]}
    for content, code in ((json.dumps(file), 2), ("no JSON", 2), ("[]", 2)):
        (tmp_path / "draw.json").write_text(content, encoding="utf-8")
        done = alone(tmp_path)
        assert done.returncode == code and "cannot be verified" in done.stdout


def alone(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The script copied elsewhere, by an interpreter that sees no package of ours."""
    script = folder / "verifier.py"
    script.write_bytes(SCRIPT.read_bytes())
    return subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(folder / "draw.json"), *words],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def docs_file() -> dict[str, Any]:
    from datetime import UTC, datetime

    from greenward.trust.draw import Draw, Pool, Source, announcement, code_of, commitment

    from .test_draw_vectors import docs_pool

    pool, secret = Pool.read(docs_pool()), b"seed-for-docs"
    sources = (Source("ssq", "1", datetime(2026, 12, 1, tzinfo=UTC)),)
    said = announcement(
        number="1",
        purpose="-",
        article="22",
        pool=pool,
        sources=sources,
        commit=commitment(secret, 10),
        rounds=10,
    )
    made, code = Draw(said, pool, ((6, 11, 17, 21, 24, 33), (9,))), code_of(secret, 1, 10)
    return made.to_data(code, made.draw(code), ())


def test_the_script_says_the_same_result_or_where_it_differs(
    tmp_path: Path, docs_file: dict[str, Any]
) -> None:
    target = tmp_path / "draw.json"
    said = digest(docs_file["announcement"])
    target.write_text(json.dumps(docs_file, ensure_ascii=False), encoding="utf-8")
    done = alone(tmp_path, said)
    assert (done.returncode, done.stdout) == (0, f"announcement SHA-256 {said}\nthe same result\n")
    assert "differs: announcement" in alone(tmp_path, "0" * 64).stdout

    docs_file["result"]["chosen"][2]["inspectors"][0]["id"] = "I5"
    target.write_text(json.dumps(docs_file), encoding="utf-8")
    done = alone(tmp_path)
    assert done.returncode == 1
    assert "differs: result/chosen/2/inspectors/0/id" in done.stdout


def test_the_check_in_the_documentation_runs(tmp_path: Path, docs_file: dict[str, Any]) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "draws.md").read_text(encoding="utf-8")
    script, target = tmp_path / "check.py", tmp_path / "draw.json"
    script.write_text(text.split("```python\n")[1].split("```")[0], encoding="utf-8")
    said = []
    for wrong in (False, True):
        if wrong:
            docs_file["result"]["chosen"][0]["target"] = "P002"
        target.write_text(json.dumps(docs_file, ensure_ascii=False), encoding="utf-8")
        words = [sys.executable, "-I", str(script), str(target)]
        said.append(subprocess.run(words, capture_output=True, text=True, check=False))
    assert said[0].stdout == "these targets were drawn\n", said[0].stderr
    assert said[1].returncode and "AssertionError" in said[1].stderr
