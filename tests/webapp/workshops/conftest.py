"""Tests here sit at the organiser's desk, most of them with a workshop on it."""

from __future__ import annotations

from tests.webapp.desk import desk
from tests.webapp.workshops.meeting import meeting

__all__ = ["desk", "meeting"]
