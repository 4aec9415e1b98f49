"""Repository: one module a noun; records in and out, tables stay inside."""
