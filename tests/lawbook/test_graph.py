"""The graph of gates: no edge that another path implies, every gate drawn, no line upwards."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.bureau.lawbook.graph import draw, edges
from greenward.law.gates import waits_for
from greenward.law.language import Edition
from greenward.law.shenzhen import PACK

from .kit import gate, small


def picture(edition: Edition) -> list[ElementTree.Element]:
    found = draw(edition, "Gates", lambda g: g.title.en, lambda g: f"#gate-{g.id}")
    assert found is not None
    return [ElementTree.fromstring(str(each)) for each in (found.wide, found.narrow)]


def behind(graph: dict[str, tuple[str, ...]], id: str) -> set[str]:
    return set(graph[id]).union(*(behind(graph, other) for other in graph[id]))


def test_a_way_that_a_longer_one_implies_is_not_drawn() -> None:
    law = small(gate("a"), gate("b", "a"), gate("c", "a", "b"))
    assert edges(law) == {"a": (), "b": ("a",), "c": ("b",)}


def test_an_edition_without_gates_has_no_picture() -> None:
    assert draw(small(), "Gates", lambda g: g.id, lambda g: g.id) is None


@st.composite
def laws(pick: st.DrawFn) -> Edition:
    """Up to eight gates, each waiting for some of those before it."""
    names = [f"g{n}" for n in range(pick(st.integers(1, 8)))]
    gates = []
    for place, name in enumerate(names):
        before = pick(st.sets(st.sampled_from(names[:place]))) if place else set()
        gates.append(gate(name, *sorted(before)))
    return small(*gates)


@given(laws())
@settings(max_examples=60, deadline=None)
def test_the_drawn_edges_imply_exactly_what_the_law_says(law: Edition) -> None:
    drawn = edges(law)
    said = {g.id: waits_for(g, law) for g in law.gates}
    for g in law.gates:
        assert behind(drawn, g.id) == behind(said, g.id)


@given(laws())
@settings(max_examples=60, deadline=None)
def test_every_gate_is_a_link_inside_the_picture_and_boxes_do_not_overlap(law: Edition) -> None:
    for root in picture(law):
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        links = [element for element in root.iter("a")]
        assert {link.attrib["href"] for link in links} == {f"#gate-{g.id}" for g in law.gates}
        boxes = [
            tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
            for rect in root.iter("rect")
        ]
        for x, y, across, down in boxes:
            assert x >= 0 and y >= 0 and x + across <= width + 0.1 and y + down <= height + 0.1
        for i, one in enumerate(boxes):
            assert not any(overlap(one, other) for other in boxes[i + 1 :])
        assert len(list(root.iter("path"))) - 1 == sum(map(len, edges(law).values()))


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] + 0.1 < other[0] + other[2]
        and other[0] + 0.1 < one[0] + one[2]
        and one[1] + 0.1 < other[1] + other[3]
        and other[1] + 0.1 < one[1] + one[3]
    )


def test_the_picture_of_the_city_carries_every_title_and_no_style() -> None:
    wide, narrow = picture(PACK)
    for root in (wide, narrow):
        said = re.sub(r"\s+", "", "".join(root.itertext()))
        for each in PACK.gates:
            assert re.sub(r"\s+", "", each.title.en) in said
        assert not any("style" in element.attrib for element in root.iter())
