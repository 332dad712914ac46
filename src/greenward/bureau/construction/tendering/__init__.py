"""Tender documents and contracts (Article 14): what each service's papers say of the star."""
