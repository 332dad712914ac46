"""A drawing stands in a page whatever other code of the process did to XML's table of prefixes."""

from __future__ import annotations

from xml.etree import ElementTree

from greenward.web.charts.drawing import SVG, clean


def test_another_default_namespace_changes_no_drawing() -> None:
    drawn = f'<svg xmlns="{SVG}"><g><path d="M0 0"/></g></svg>'
    before = clean(drawn, "title", "description", "a-")
    kept = dict(ElementTree._namespace_map)  # type: ignore[attr-defined]
    try:
        ElementTree.register_namespace("", "http://example.org/other")
        ElementTree.register_namespace("draw", SVG)
        after = clean(drawn, "title", "description", "a-")
    finally:
        ElementTree._namespace_map.clear()  # type: ignore[attr-defined]
        ElementTree._namespace_map.update(kept)  # type: ignore[attr-defined]
    assert after == before
    assert after.startswith("<svg ") and f'xmlns="{SVG}"' in after
