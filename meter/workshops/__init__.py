"""Workshops: a meeting as an object, with its rounds and who takes part."""
