"""Who a visitor may sign in as: shown on the sign-in page of an invented city."""

from __future__ import annotations

from .people import BEHIND, PASSWORD, PEOPLE


def sign_ins() -> tuple[str, list[tuple[str, str]]]:
    """The password of all, and each person's sign-in name with what there is to see; those who
    only stand behind another come last."""
    return PASSWORD, [(person.username, person.purpose) for person in (*PEOPLE, *BEHIND)]
