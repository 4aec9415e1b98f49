"""Programs of an organiser: their tokens, and the addresses that are told of events."""
