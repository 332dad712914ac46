"""Scorecards: GB/T 50378, GB/T 51141, the energy label, prefabrication grades, and the way to a star."""
