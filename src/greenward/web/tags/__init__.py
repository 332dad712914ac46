"""The components behind ``{% load web %}``, by what they are for."""
