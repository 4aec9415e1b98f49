"""The API: what organisers' programs read and write, as JSON under /api/v1."""
