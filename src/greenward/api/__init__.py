"""The door for machines: JSON over the same services and selectors as the pages (OpenAPI 3.1)."""
