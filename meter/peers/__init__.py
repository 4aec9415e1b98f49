"""Peers: what units let each other see of their results, and what can be shown."""
