"""Pages of the doors: allauth's steps in the house's templates, and what allauth does not have."""
