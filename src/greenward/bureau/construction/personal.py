"""Personal data of this room: what its columns hold of people, why and how long."""
