"""What the log of RFC 6962 holds of an act, as text: the canonical entry whose hash is a leaf.

An entry names the actor by number. What names a person (the actor's name, values that an act notes
as personal) is in it only as a salted commitment, so it can be deleted later (PIPL, Article 47); the
fresh salt also keeps anyone from guessing an entry by its published hash. Knows no database.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple

from greenward.trust.commitment import canonical, commit, encode
from greenward.trust.merkle import leaf_hash

FORM = 2
"""Which form of entry this is; the first one held names and was never published."""


def _refuse(number: str) -> Any:
    raise ValueError(f"{number} is no whole number")


_decode = json.JSONDecoder(parse_float=_refuse).decode


class Said(NamedTuple):
    """What an entry says of an act, beside the commitment to its personal data."""

    at: str
    """UTC, ISO 8601, to the microsecond."""
    actor: int | None
    act: str
    subject_type: str
    subject_id: str
    area: str
    payload: str
    """As canonical JSON."""


class Kept(NamedTuple):
    """What is kept beside an entry: the personal data and their salt, until they are deleted."""

    actor_name: str
    values: dict[str, Any] | None
    salt: bytes | None


def entry(said: Said, commitment: str) -> bytes:
    """The canonical JSON (RFC 8785) of an entry, its keys in order."""
    actor = "null" if said.actor is None else said.actor
    return (
        f'{{"act":{_word(said.act)},"actor":{actor},"area":{_word(said.area)},"at":"{said.at}",'
        f'"payload":{said.payload},"personal":"{commitment}",'
        f'"subject":[{_word(said.subject_type)},{encode(said.subject_id)}],"v":{FORM}}}'
    ).encode()


def fault_in(canon: bytes, leaf: bytes, said: Said, kept: Kept) -> str:
    """The first part of a row that does not agree with its entry; empty when it is sound.

    Deleted personal data are no fault, provided that all of them are gone.
    """
    if leaf != leaf_hash(canon):
        return "leaf_hash"
    try:
        if kept.salt is not None and entry(said, commitment_to(kept)) == canon:
            return ""
        logged = json.loads(canon)
        if entry(said, logged["personal"]) != canon:
            return _differing(said, logged)
    except (ValueError, KeyError, TypeError):
        return "canon"
    gone = kept.salt is None and not kept.actor_name and not kept.values
    return "" if gone else "personal"


def plain(text: str) -> str:
    """JSON as the database writes it, in canonical form. Raises ValueError for what no act notes."""
    return text if text in ("{}", "[]") else encode(_decode(text))


def commitment_to(kept: Kept) -> str:
    """What an entry holds of the personal data; the salt must not be deleted yet."""
    assert kept.salt is not None
    return commit(kept.salt, _named(kept.actor_name) if not kept.values else _personal(kept))


def _personal(kept: Kept) -> bytes:
    return canonical({"actor": kept.actor_name, "values": kept.values or {}})


@lru_cache(4096)
def _named(actor_name: str) -> bytes:
    return _personal(Kept(actor_name, None, None))


@lru_cache(4096)
def _word(text: str) -> str:
    """A word that occurs again and again, as JSON."""
    return encode(text)


def _differing(said: Said, logged: dict[str, Any]) -> str:
    now = said._asdict() | {
        "subject": [said.subject_type, said.subject_id],
        "payload": json.loads(said.payload),
    }
    names = ("at", "actor", "act", "subject", "area", "payload")
    return next((name for name in names if logged.get(name) != now[name]), "canon")
