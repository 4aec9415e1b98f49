"""Given: what people typed or sent, read into values or refused with a remedy."""
