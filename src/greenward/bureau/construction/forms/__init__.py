"""What people enter and filter by on the pages of this room."""
