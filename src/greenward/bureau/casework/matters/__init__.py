"""Matters: what every piece of casework has in common, whatever chapter of the law it serves.

A room registers the kinds of matter it handles (`kinds`); its services move a matter by `step`,
which locks its row, asks who may act, keeps four eyes, closes and opens tasks, runs the clocks and
writes one audit row.
"""
