"""Draws of "double random, one open": from a plan to a published result anybody can recompute.

A draw is a matter (`kinds.DRAW`). Its pool is frozen and announced before any source of randomness
has spoken; two people enter the values; the result is computed, never chosen. Serves the spot checks
and post-assessments of Articles 16 and 22, the supervision of Articles 27 and 55, and the
inspections and material samples of the Jinzhou practice.
"""
