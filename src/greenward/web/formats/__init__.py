"""How values are written in fields where a language's own way will not do."""
