"""Answers that were collected elsewhere: files in the layouts of other programs."""
