"""The audit trail, as organisers and units read it."""
