"""What chapter VI records: draws, orders to correct with their cases, and fines imposed."""

from ..draws.models import Draw, Entry, Substitution
from .orders import CorrectionCase, CorrectionOrder, Penalty

__all__ = ["CorrectionCase", "CorrectionOrder", "Draw", "Entry", "Penalty", "Substitution"]
