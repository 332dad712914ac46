"""The web kit: base page, components, forms, charts and translation plumbing.

It is the look of Greenward and knows no matter of its own: rooms of the bureau hand it words,
numbers and links. It serves no single article; it makes the answer to each of them readable.
"""
