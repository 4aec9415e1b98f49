"""The instrument as values: what is asked, what is measured, how it counts."""
