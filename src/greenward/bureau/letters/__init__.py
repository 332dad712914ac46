"""Official letters: written from templates, numbered and sealed at issue, served with proof.

Serves the Penalty Law, Articles 28, 59 to 61 and 85, the rules on service of the Civil Procedure
Law, Articles 87 to 95, and every duty of the regulation whose clock runs from service.
"""
