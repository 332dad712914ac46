"""Personal data: which are held, why, on what basis and how long; masked, revealed, purged, deleted.

Every room says in its module `personal` which of its columns hold personal data (`declare`); a test
walks all models and fails for one that is forgotten. (Personal Information Protection Law, Articles
5 to 9, 13, 34, 44 to 51.)
"""

from .fields import (
    Basis,
    Erase,
    PersonalField,
    Retention,
    declare,
    declared,
    looks_personal,
    not_personal,
    of_model,
    others,
)

__all__ = [
    "Basis",
    "Erase",
    "PersonalField",
    "Retention",
    "declare",
    "declared",
    "looks_personal",
    "not_personal",
    "of_model",
    "others",
]
