"""Tests here sit at the organiser's desk."""

from __future__ import annotations

from tests.webapp.desk import desk

__all__ = ["desk"]
