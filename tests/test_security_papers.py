"""The papers about security name only tests, modules and files that exist."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ("SECURITY.md", "THREAT_MODEL.md", "docs/asvs.md")


def words(paper: str) -> str:
    return (ROOT / paper).read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_what_a_paper_names_exists(paper: str) -> None:
    named = re.findall(r"`([^`\s]+)`", words(paper))
    tests = {one for one in named if one.startswith("tests/")}
    links = set(re.findall(r"\]\(([^)#]+)\)", words(paper)))
    modules = {one for one in named if re.fullmatch(r"greenward(\.\w+)+", one)}
    assert tests or links
    assert {one for one in tests if not (ROOT / one).exists()} == set()
    assert {one for one in links if not ((ROOT / paper).parent / one).exists()} == set()
    assert {one for one in modules if importlib.util.find_spec(one) is None} == set()


def test_every_setting_named_is_read_by_the_site() -> None:
    source = "".join(p.read_text() for p in (ROOT / "src/greenward").rglob("*.py"))
    named = {one for paper in PAPERS for one in re.findall(r"GREENWARD_[A-Z_]+", words(paper))}
    assert named
    assert {one for one in named if one not in source} == set()


def test_every_chapter_is_in_the_list() -> None:
    rows = re.findall(r"^\| (V\d+) .*?\| ([a-z, 0-9`.A-Z]+?)(?: \||,)", words("docs/asvs.md"), re.M)
    assert [chapter for chapter, _state in rows] == [f"V{number}" for number in range(1, 18)]
    states = {"met", "partly", "open", "not used"}
    assert {state for _chapter, state in rows} <= states
