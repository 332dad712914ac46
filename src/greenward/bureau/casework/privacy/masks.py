"""Masks: how personal data look in lists. Each keeps enough to tell two rows apart, never more."""

from __future__ import annotations

from collections.abc import Callable

COMPOUND = frozenset(
    {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "夏侯", "司徒"}
)
"""Family names of two characters."""


def name(text: str) -> str:
    """``王小明`` to ``王**``, ``欧阳娜娜`` to ``欧阳**``, ``John Smith`` to ``J*** S***``."""
    if text.isascii():
        return " ".join(f"{word[0]}***" for word in text.split())
    keep = 2 if len(text) > 2 and text[:2] in COMPOUND else 1
    return text[:keep] + "*" * max(1, len(text) - keep)


def phone(text: str) -> str:
    """``13812345678`` to ``138****5678``; a short number shows its last two digits."""
    if len(text) < 11:
        return "****" + text[-2:] if len(text) > 4 else "****"
    return f"{text[:3]}****{text[-4:]}"


def email(text: str) -> str:
    """``li.lei@example.cn`` to ``l***@example.cn``."""
    local, at, domain = text.partition("@")
    return f"{local[:1]}***{at}{domain}" if at else "***"


def identity(text: str) -> str:
    """An identity card number: its first and last character alone."""
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}" if len(text) > 8 else "*" * len(text)


def contract(text: str) -> str:
    """A contract's number: its last four characters, of eight or more."""
    return "****" + text[-4:] if len(text) >= 8 else "****"


def place(text: str) -> str:
    """An address: its first six characters, which hold province and city."""
    return f"{text[:6]}****" if len(text) > 6 else "****"


def device(text: str) -> str:
    """A network address: its first half."""
    mark = ":" if ":" in text else "."
    parts = text.split(mark)
    return mark.join(parts[: len(parts) // 2]) + mark + "*"


MASKS: dict[str, Callable[[str], str]] = {
    "name": name,
    "phone": phone,
    "email": email,
    "identity": identity,
    "contract": contract,
    "place": place,
    "device": device,
}


def masked(text: str, mask: str) -> str:
    """A text under a mask; an empty one stays empty. Raises KeyError for an unknown mask."""
    return MASKS[mask](text) if text else ""
