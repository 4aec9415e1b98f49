"""The network of a workshop, as its cities and its organisers see it."""
