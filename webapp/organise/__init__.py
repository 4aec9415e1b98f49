"""Organising rounds: making, opening, inviting, watching, closing."""
