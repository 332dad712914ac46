"""The ground floor's law room: the regulation written once, as data a lawyer and a machine read."""
