"""From what a supplier bills, or a device sends, to the yearly energy of a building.

A yearly figure is either complete and exact, or refused with reasons that name the months and the
meters; it is never doubled, halved or filled with zeros. Serves Articles 25, 27, 32, 33 and 36.
"""
