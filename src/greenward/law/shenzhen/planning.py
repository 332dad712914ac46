"""Chapter II, planning and construction (Articles 12 to 17)."""
