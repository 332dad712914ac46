"""The correction formulas of GB/T 51161 for offices, shops and hotels, exact (Article 32)."""
