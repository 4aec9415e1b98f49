"""Workshops, as their organisers see them."""
