"""Pages of chapter II: the lists, a project, what is owed now, and the forms around a project."""
