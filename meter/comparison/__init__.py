"""Comparison: many responses of one round, side by side."""
