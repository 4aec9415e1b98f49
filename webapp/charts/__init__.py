"""Charts of a room: figures as plain values, each beside a table of its numbers."""
