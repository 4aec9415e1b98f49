"""Tests here sit at the organiser's desk, with a reviewer beside."""

from __future__ import annotations

from tests.webapp.desk import desk
from tests.webapp.review.table import table

__all__ = ["desk", "table"]
