"""The first page: what this is, and the way in for everybody."""
