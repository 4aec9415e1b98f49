"""Fieldwork: who is asked, who answers what, until it is submitted."""
