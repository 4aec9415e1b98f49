"""Scoring spread over machines: pieces of a folder, read, scored and written apart."""
