"""Chapter V, promotion and guarantee (Articles 39 to 47)."""
