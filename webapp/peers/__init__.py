"""Peers: a unit beside those like it, and what it lets them see."""
