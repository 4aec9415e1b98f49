"""The audit trail: what staff did on units' data, in a chain that shows tampering."""
