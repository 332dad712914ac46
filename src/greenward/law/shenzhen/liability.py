"""Chapter VI, legal liability: who may fine, and the fine of the persons responsible (Article 58)."""

from __future__ import annotations

from ..language import Authority, Fine

HOUSING = (Authority.MUNICIPAL_HOUSING, Authority.DISTRICT_HOUSING)
YUAN = 100
"""Fines are whole fen."""

PERSONS = Fine("58", low=100, high=500, authorities=HOUSING, cure_first=False, base="entity_fine")
"""1 % to 5 % (in basis points) of the fine actually imposed on the entity."""
