"""The gates of a jurisdiction as a picture: what must be passed before what, drawn on the server.

Each gate stands below all those it waits for, as late as what waits for it allows; one that
neither waits nor is waited for comes last. A line that another path already implies is left out of
the picture; the page lists every ground in words. Only presentation attributes are used,
as the content security policy asks, and every box is a link.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from greenward.law.gates import order, waits_for
from greenward.law.language import Edition, Gate

WIDE, NARROW = 880, 343
GAP, LEVEL_GAP, PAD, LINE = 12, 34, 12, 20
"""Width of the two drawings, space between boxes and levels, inner margin above, line height; in
units of the drawing, which are pixels at its own width."""
SIZES = {WIDE: 15, NARROW: 13}
"""The size of type."""
SIDE = 6
"""Inner margin at the sides."""
WIDEST = 300
LATIN = 0.58
"""The widest a box may be, and how wide a Latin letter is taken to be beside a Chinese one."""


@dataclass
class Node:
    """A box, or (`gate` None) the way of a line past a level between its ends."""

    gate: Gate | None
    level: int
    lines: list[str] = field(default_factory=list)
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0


@dataclass(frozen=True)
class Picture:
    """The graph at two widths."""

    wide: SafeString
    narrow: SafeString


def edges(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Gate -> the gates it waits for directly: an edge that a longer path implies is left out."""
    waits = {gate.id: waits_for(gate, edition) for gate in edition.gates}
    behind: dict[str, set[str]] = {}
    for gate in order(edition):
        behind[gate.id] = set(waits[gate.id]).union(*(behind[id] for id in waits[gate.id]))
    return {
        id: tuple(e for e in before if not any(e in behind[o] for o in before if o != e))
        for id, before in waits.items()
    }


def draw(
    edition: Edition, title: str, label: Callable[[Gate], str], href: Callable[[Gate], str]
) -> Picture | None:
    """The gates of an edition; None where it has none."""
    if not edition.gates:
        return None
    return Picture(*(_drawing(edition, width, title, label, href) for width in (WIDE, NARROW)))


def _drawing(
    edition: Edition,
    width: int,
    title: str,
    label: Callable[[Gate], str],
    href: Callable[[Gate], str],
) -> SafeString:
    before = edges(edition)
    levels, paths = _layers(edition, before)
    across, height = _place(levels, width, label)
    lines = format_html_join(
        "",
        '<path class="edge" d="{}" marker-end="url(#tip{})"/>',
        ((_path(path), width) for path in paths),
    )
    boxes = format_html_join(
        "",
        "{}",
        (
            (_box(n, href(n.gate), SIZES[width]),)
            for row in levels
            for n in row
            if n.gate is not None
        ),
    )
    return format_html(
        '<svg class="gates" width="{}" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        '<defs><marker id="tip{}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>'
        "{}{}</svg>",
        across,
        across,
        height,
        title,
        width,
        lines,
        boxes,
    )


# --- levels ---------------------------------------------------------------------------------


def _layers(
    edition: Edition, before: Mapping[str, Sequence[str]]
) -> tuple[list[list[Node]], list[list[Node]]]:
    """The boxes level by level, and for each line the nodes it passes, from above."""
    nodes = {id: Node(edition.gate(id), level) for id, level in _levels(edition, before).items()}
    levels: list[list[Node]] = [[] for _ in range(1 + max(n.level for n in nodes.values()))]
    for node in nodes.values():
        levels[node.level].append(node)
    paths = []
    for id, sources in before.items():
        for source in sources:
            start, end = nodes[source], nodes[id]
            between = [Node(None, level) for level in range(start.level + 1, end.level)]
            for node in between:
                levels[node.level].append(node)
            paths.append([start, *between, end])
    _untangle(levels, paths)
    return levels, paths


def _levels(edition: Edition, before: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How far down each gate stands."""
    ordered = [gate.id for gate in order(edition)]
    levels: dict[str, int] = {}
    for id in ordered:
        levels[id] = 1 + max((levels[other] for other in before[id]), default=-1)
    after = {id: [o for o in ordered if id in before[o]] for id in ordered}
    for id in reversed(ordered):
        if after[id]:
            levels[id] = min(levels[other] for other in after[id]) - 1
    alone = [id for id in ordered if not after[id] and not before[id]]
    if len(alone) < len(ordered):
        last = max(levels.values())
        levels |= dict.fromkeys(alone, last + 1)
    return levels


def _untangle(levels: list[list[Node]], paths: Iterable[list[Node]]) -> None:
    """Each level in the order of the middle of what stands above it."""
    above: dict[int, list[Node]] = {}
    for path in paths:
        for upper, lower in zip(path, path[1:], strict=False):
            above.setdefault(id(lower), []).append(upper)
    for upper_row, row in zip(levels, levels[1:], strict=False):
        places = {id(node): place for place, node in enumerate(upper_row)}

        def middle(node: Node, places: Mapping[int, int] = places) -> float:
            found = [places[id(n)] for n in above.get(id(node), ()) if id(n) in places]
            return sum(found) / len(found) if found else 0.0

        row.sort(key=middle)


# --- places ---------------------------------------------------------------------------------


def _place(levels: list[list[Node]], width: int, label: Callable[[Gate], str]) -> tuple[int, int]:
    """Give every node its place, levels in the middle of the widest; the size of the whole."""
    sizes = [_box_width(row, width) for row in levels]
    whole = max(_used(row, each) for row, each in zip(levels, sizes, strict=True))
    y = 1.0
    for row, each in zip(levels, sizes, strict=True):
        boxes = [node for node in row if node.gate]
        for node in boxes:
            assert node.gate is not None
            node.lines = _wrapped(label(node.gate), (each - 2 * SIDE) / SIZES[width])
        height = max((len(node.lines) for node in boxes), default=1) * LINE + 2 * PAD
        x = 1 + (whole - _used(row, each)) / 2
        for node in row:
            node.x, node.y, node.height = x, y, height
            node.width = each if node.gate else GAP
            x += node.width + GAP
        y += height + LEVEL_GAP
    return round(whole + 2), round(y - LEVEL_GAP + 1)


def _box_width(row: list[Node], width: int) -> float:
    boxes = sum(node.gate is not None for node in row)
    taken = GAP * (len(row) - 1) + GAP * (len(row) - boxes)
    return min((width - 2 - taken) / max(boxes, 1), WIDEST)


def _used(row: list[Node], each: float) -> float:
    boxes = sum(node.gate is not None for node in row)
    return each * boxes + GAP * (len(row) - boxes) + GAP * (len(row) - 1)


def _wrapped(text: str, ems: float) -> list[str]:
    """The text in lines of at most so many widths of a Chinese character.

    Chinese breaks anywhere, Latin between words and after a hyphen, and a word that is longer than
    a whole line inside itself.
    """
    lines, here = [""], 0.0
    for word in _words(text, ems):
        size = _size(word.rstrip())
        if here + size > ems and lines[-1]:
            lines.append("")
            here = 0.0
        lines[-1] += word
        here += _size(word)
    return [line.strip() for line in lines]


def _words(text: str, ems: float) -> Iterator[str]:
    for word in re.findall(r"[^\s\u2e80-\uffef-]+[-\s]*|[\u2e80-\uffef]\s*|[-\s]+", text):
        while _size(word.rstrip()) > ems and len(word) > 1:
            fits = max(int(ems / LATIN), 1)
            yield word[:fits]
            word = word[fits:]
        yield word


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _size(text: str) -> float:
    return sum(1.0 if _is_wide(char) else LATIN for char in text)


# --- shapes ---------------------------------------------------------------------------------


def _path(nodes: list[Node]) -> str:
    first = nodes[0]
    parts = [f"M{_middle(first):.1f} {first.y + first.height:.1f}"]
    last_x, last_y = _middle(first), first.y + first.height
    for node in nodes[1:]:
        x, y = _middle(node), node.y
        bend = (last_y + y) / 2
        parts.append(f"C{last_x:.1f} {bend:.1f} {x:.1f} {bend:.1f} {x:.1f} {y:.1f}")
        last_x, last_y = x, y
        if node.gate is None:
            last_y = node.y + node.height
            parts.append(f"V{last_y:.1f}")
    return "".join(parts)


def _middle(node: Node) -> float:
    return node.x + node.width / 2


def _box(node: Node, href: str, size: int) -> SafeString:
    top = node.y + (node.height - len(node.lines) * LINE) / 2 + LINE * 0.74
    words = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        (
            (f"{_middle(node):.1f}", f"{top + i * LINE:.1f}", line)
            for i, line in enumerate(node.lines)
        ),
    )
    return format_html(
        '<a href="{}"><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text text-anchor="middle" font-size="{}">{}</text></a>',
        href,
        f"{node.x:.1f}",
        f"{node.y:.1f}",
        f"{node.width:.1f}",
        f"{node.height:.1f}",
        size,
        words,
    )
