"""Chapter II: from the land to the completion filing (Articles 8, 12 to 17; B1 to B5 in Jinzhou).

A project's facts are gathered from what people record (`facts`), the edition's gates are asked about
them at the moment of each act (`course`, `applying`), and no gate is named in this room: which
there are, who decides and what each requires is the city pack's.
"""
