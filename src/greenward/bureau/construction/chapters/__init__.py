"""The green chapter (Article 13): its parts, its versions, writing it and reviewing it."""
