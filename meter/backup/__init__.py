"""Backups: all that METER keeps in one file, made while it serves, and put back."""
