"""Results: the index, its stage, what holds a city back, every number."""
