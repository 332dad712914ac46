"""The special acceptance: sessions, their three comparisons, signatures, report and spot checks (Article 16)."""
