"""The network: what the participants of a workshop go on doing together."""
