"""The research package of a round: data, codebook, engine, and how to recompute it."""
