"""Values: answers in, indices and stages out; no I/O and no framework."""
