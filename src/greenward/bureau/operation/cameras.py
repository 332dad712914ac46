"""What a camera wrote into a photograph: when and where it was taken (JPEG APP1; Exif 2.32; TIFF 6.0).

It is evidence shown beside what a person says, easily set to anything and never believed by itself.
The photograph shown on a page is drawn anew and carries none of it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.models import Document

LONGEST = 2**16
"""Bytes of the head of a file that are looked at; Exif stands in its first segment of that size."""
DATE_TAKEN, EXIF, GPS, CHANGED = 0x9003, 0x8769, 0x8825, 0x0132
LATITUDE_SIDE, LATITUDE, LONGITUDE_SIDE, LONGITUDE = 1, 2, 3, 4
ASCII, LONG, RATIONAL = 2, 4, 5
MOST_ENTRIES = 200


@dataclass(frozen=True)
class Camera:
    """`time` as ``2026:11:20 14:03:00``, `place` as ``22.54312, 114.05786``; empty where not written."""

    time: str = ""
    place: str = ""


def camera(document: Document) -> Camera:
    """What the camera wrote into a filed photograph."""
    return read(path_of(document))


def read(path: Path) -> Camera:
    """What the camera wrote into a JPEG; nothing for any other file and for what is damaged."""
    with path.open("rb") as file:
        head = file.read(LONGEST)
    start = head.find(b"Exif\0\0")
    if not head.startswith(b"\xff\xd8") or start < 0:
        return Camera()
    try:
        return _read(head[start + 6 :])
    except (struct.error, ValueError, ZeroDivisionError, KeyError):
        return Camera()


def _read(data: bytes) -> Camera:
    order = {b"II": "<", b"MM": ">"}[data[:2]]
    (first,) = struct.unpack_from(order + "I", data, 4)
    tags = _entries(data, order, first)
    time = ""
    if EXIF in tags:
        inner = _entries(data, order, _number(data, order, tags[EXIF]))
        time = _text(data, order, inner[DATE_TAKEN]) if DATE_TAKEN in inner else ""
    if not time and CHANGED in tags:
        time = _text(data, order, tags[CHANGED])
    place = ""
    if GPS in tags:
        place = _place(data, order, _entries(data, order, _number(data, order, tags[GPS])))
    return Camera(time, place)


Entry = tuple[int, int, int]
"""The type of an entry, how many values it has, and where its value field begins."""


def _entries(data: bytes, order: str, at: int) -> dict[int, Entry]:
    (count,) = struct.unpack_from(order + "H", data, at)
    found = {}
    for place in range(min(count, MOST_ENTRIES)):
        where = at + 2 + 12 * place
        tag, kind, many = struct.unpack_from(order + "HHI", data, where)
        found[tag] = (kind, many, where + 8)
    return found


def _number(data: bytes, order: str, entry: Entry) -> int:
    return struct.unpack_from(order + "I", data, entry[2])[0]


def _text(data: bytes, order: str, entry: Entry) -> str:
    kind, many, at = entry
    if kind != ASCII or not 1 < many <= 64:
        return ""
    start = _number(data, order, entry) if many > 4 else at
    said = data[start : start + many].split(b"\0")[0].decode("ascii", "replace")
    return said[:19] if said.isprintable() else ""


def _place(data: bytes, order: str, tags: dict[int, Entry]) -> str:
    if not {LATITUDE, LONGITUDE} <= set(tags):
        return ""
    north = _degrees(data, order, tags[LATITUDE])
    east = _degrees(data, order, tags[LONGITUDE])
    if _side(data, tags.get(LATITUDE_SIDE)) == "S":
        north = -north
    if _side(data, tags.get(LONGITUDE_SIDE)) == "W":
        east = -east
    return f"{north:.5f}, {east:.5f}" if abs(north) <= 90 and abs(east) <= 180 else ""


def _side(data: bytes, entry: Entry | None) -> str:
    return "" if entry is None else data[entry[2] : entry[2] + 1].decode("ascii", "replace")


def _degrees(data: bytes, order: str, entry: Entry) -> float:
    start = _number(data, order, entry)
    parts = struct.unpack_from(order + "6I", data, start)
    degrees, minutes, seconds = (parts[i] / parts[i + 1] for i in (0, 2, 4))
    return degrees + minutes / 60 + seconds / 3600
