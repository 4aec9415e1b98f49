"""The knowledge space: resources and cases that cities of a workshop share."""
