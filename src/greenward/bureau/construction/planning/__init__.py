"""Plans of the authority and what was reached of them (Articles 4 and 12)."""
