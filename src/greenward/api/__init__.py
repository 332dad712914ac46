"""The door for machines, at /api/v1/: JSON over the rooms' own selectors and services, OpenAPI 3.1.

No rule is written here: what a token or a session may see and do is what its post or company may,
narrowed by the token's scopes. Outside that everything is 404 (ASVS 5.0, V4 and V8).
"""
