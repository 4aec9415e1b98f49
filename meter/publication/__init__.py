"""Publication: what a round tells the public of the units that agree."""
