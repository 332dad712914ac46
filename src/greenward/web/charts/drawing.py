"""From a Vega-Lite specification to an SVG that may stand in a page.

The page's policy allows no style attribute and no script, so the drawing is cleaned: only shapes,
text and their presentation attributes stay, the page's own fonts apply, and the finding becomes
the picture's accessible name. Drawings are cached by what they show.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from xml.etree import ElementTree

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

SVG = "http://www.w3.org/2000/svg"
VEGA_LITE = "6.4"
REVISION = 2
"""Part of the cache key: raise it when the cleaning or the patterns change."""

KEPT_FOR = 7 * 24 * 3600
FORBIDDEN = {"style", "script", "foreignObject", "a", "image"}
UNWANTED = {"style", "class", "role", "font-family", "pointer-events", "cursor", "href"}
NEEDLESS = {("opacity", "1"), ("stroke-width", "0"), ("aria-hidden", "true")}
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
REFERENCE = re.compile(r"url\(#([\w-]+)\)")

HATCHED = "url(#hatched)"
"""A fill that also a black-and-white print tells apart."""

_HATCH = f"""<defs xmlns="{SVG}"><pattern id="hatched" width="6" height="6"
patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"
fill="#f4dca6"/><rect width="2.5" height="6" fill="#d6a143"/></pattern></defs>"""


def draw(spec: dict[str, Any], title: str, description: str) -> SafeString:
    """The specification drawn as a clean SVG that fills the width of its place.

    `title` names the picture and `description` says what it shows to those who do not see it.
    """
    text = json.dumps([REVISION, VEGA_LITE, spec, title, description], sort_keys=True)
    key = hashlib.sha256(text.encode()).hexdigest()[:32]
    svg = cache.get_or_set(
        f"web.chart.{key}",
        lambda: clean(_convert(spec), title, description, prefix=f"c{key[:8]}-"),
        KEPT_FOR,
    )
    return mark_safe(svg)


def _convert(spec: dict[str, Any]) -> str:
    """The renderer starts its engine at the first call (some 0.5 s), so it is imported only then.

    The engine does not survive a fork: a process that forks workers must not draw before it does.
    """
    import vl_convert

    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])


def clean(svg: str, title: str, description: str, prefix: str) -> str:
    """Take everything from an SVG that a strict policy forbids or a page does not need.

    `prefix` goes before every id, so that two drawings on a page do not share any.
    """
    root = ElementTree.fromstring(svg)
    for element in list(root.iter()):
        _clean_element(element, prefix)
    hatch = ElementTree.fromstring(_HATCH)
    hatch[0].set("id", prefix + "hatched")
    for name, text in (("desc", description), ("title", title)):
        child = ElementTree.Element(f"{{{SVG}}}{name}")
        child.text = text
        root.insert(0, child)
    if "#" + prefix + "hatched" in ElementTree.tostring(root, "unicode"):
        root.insert(2, hatch)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    _unqualify(root)
    return ElementTree.tostring(root, "unicode")


def _unqualify(root: ElementTree.Element) -> None:
    """Write the namespace once, as an attribute: prefixes are a table of the whole process, and
    whoever registers another default turns every later tag into `ns0:svg`, which no page draws."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    root.set("xmlns", SVG)


def _clean_element(element: ElementTree.Element, prefix: str) -> None:
    for child in list(element):
        tag = child.tag.rpartition("}")[2]
        hidden = child.get("display") == "none" or (tag == "path" and not child.get("d"))
        if hidden or tag in FORBIDDEN:
            element.remove(child)
    for name, value in list(element.attrib.items()):
        if name in UNWANTED or name.startswith(("aria-", "on")) or (name, value) in NEEDLESS:
            del element.attrib[name]
        elif name == "id":
            element.set(name, prefix + value)
        else:
            value = LONG_NUMBER.sub(lambda match: f"{float(match[0]):.2f}", value)
            element.set(name, REFERENCE.sub(rf"url(#{prefix}\1)", value))
