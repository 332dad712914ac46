"""The first floor: what the authority records and decides, one room a chapter of the law."""
