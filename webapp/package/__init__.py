"""The research package of a round: what is in it, and a button that makes it."""
