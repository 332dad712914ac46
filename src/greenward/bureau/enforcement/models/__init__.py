"""What chapter VI records: orders to correct with their cases, and fines imposed."""

from .orders import CorrectionCase, CorrectionOrder, Penalty

__all__ = ["CorrectionCase", "CorrectionOrder", "Penalty"]
