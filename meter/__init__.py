"""Keeps: who answered what and when, rounds, exports, reports, the command line."""
