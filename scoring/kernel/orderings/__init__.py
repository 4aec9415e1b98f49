"""Ranking combinations: scores that say where a unit stands among others."""
