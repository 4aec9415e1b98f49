"""Bounds: how far open answers may move a score, answer by answer and node by node."""
