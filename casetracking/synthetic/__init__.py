"""Invented people and the CLD file a council would send about them, with the usual faults, for demonstrations.

Nobody in it exists: names are from short lists, NHS numbers begin with 99 (not given out so far), postcodes with ZZ1.
"""
