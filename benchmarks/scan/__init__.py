"""The engines `law_scan.py` compares: each judges the same buildings by the same rules."""
