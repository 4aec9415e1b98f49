"""Asks: the declared questionnaires and what they measure."""
