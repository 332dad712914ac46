"""Screens of the desk beside the law, one module a matter. Any person signed in may read."""
