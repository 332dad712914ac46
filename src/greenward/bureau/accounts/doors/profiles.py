"""The two profiles of passwords as the settings read them; `passwords` applies them.

`asvs`: OWASP ASVS 5.0, 6.2. `mlps3`: GB/T 22239-2019, 8.1.4.1 a. They contradict each other about
kinds of characters and change by the calendar, so the authority chooses one.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Profile(NamedTuple):
    """`advised`: the length from which a password is called strong; `days` and `remembered`: 0
    for none."""

    shortest: int
    advised: int
    kinds: int
    days: int
    remembered: int


PROFILES = {"asvs": Profile(12, 15, 0, 0, 0), "mlps3": Profile(8, 12, 3, 90, 5)}
HERE = "greenward.bureau.accounts.doors.passwords"
COMMON = "django.contrib.auth.password_validation.CommonPasswordValidator"


def validators(profile: str) -> list[dict[str, Any]]:
    """Django's AUTH_PASSWORD_VALIDATORS for a profile. Raises KeyError for an unknown name."""
    chosen = PROFILES[profile]
    found: list[dict[str, Any]] = [
        {"NAME": f"{HERE}.Length", "OPTIONS": {"shortest": chosen.shortest}},
        {"NAME": COMMON},
        {"NAME": f"{HERE}.NoWordsOfThisPlace"},
        {"NAME": f"{HERE}.Past", "OPTIONS": {"remembered": chosen.remembered}},
    ]
    if chosen.kinds:
        found.append({"NAME": f"{HERE}.Kinds", "OPTIONS": {"least": chosen.kinds}})
    return found
