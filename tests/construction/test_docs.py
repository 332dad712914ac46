"""The gate graphs drawn in docs/projects.md are those of the packs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from greenward.law.gates import waits_for
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Edition
from greenward.law.shenzhen import PACK as SHENZHEN

GUIDE = Path(__file__).parents[2] / "docs" / "projects.md"


@pytest.mark.parametrize(("name", "pack"), [("Shenzhen", SHENZHEN), ("Jinzhou", JINZHOU)])
def test_the_drawing_is_the_graph(name: str, pack: Edition) -> None:
    drawn = GUIDE.read_text().split(f"\n{name}:\n", 1)[1].split("```", 2)[1]
    edges = set(re.findall(r"(\w+) --> (\w+)", drawn))
    assert edges == {(b, gate.id) for gate in pack.gates for b in waits_for(gate, pack)}
    titles = dict(re.findall(r'(\w+)\["([^"]+)"\]', drawn))
    assert titles == {
        gate.id: f"{gate.title.zh} · {gate.title.en} ({gate.article})" for gate in pack.gates
    }
