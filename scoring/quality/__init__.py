"""Whether it is measured well: consistency, agreement and response styles."""
