"""The doors for people: how somebody gets in, what they need for it, and how they get out.

Serves ASVS 5.0 chapters V6 (authentication) and V7 (sessions) at level 2 and MLPS 2.0 level 3,
8.1.4.1 a, b and d. Everything that must hold for all processes is counted in PostgreSQL.
"""
