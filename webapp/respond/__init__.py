"""Answering: from the invitation link to the submitted response."""
