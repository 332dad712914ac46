"""People and what gives them rights: sign-ins, duty posts, companies, machine clients.

Rights are rows with a first and a last day (MLPS 2.0, 8.1.4.2: least privilege, no account without
need). The security administrator proposes and ends, a director confirms; a company looks after its
own people. The acts are here because they leave audit rows; `accounts` only knows the tables.
"""
