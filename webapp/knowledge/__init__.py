"""The knowledge space: what cities share, read by all and reviewed by the organiser."""
