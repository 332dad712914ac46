"""The importer: a file, a profile that says what its columns mean, and a register kept in order.

parse → refuse with reasons → match on identifiers → write in sets → say what changed. Accepted and
refused rows always add up to the rows of the file; the same file again changes nothing.
"""
