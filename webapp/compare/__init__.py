"""Comparing the units of a round: charts, and tables of the same numbers."""
