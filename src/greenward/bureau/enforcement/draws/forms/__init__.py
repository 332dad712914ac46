"""Forms of a draw, one module a subject."""
