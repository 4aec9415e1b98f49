"""Trying an instrument: one page, one result, nothing kept."""
