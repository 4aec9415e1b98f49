"""Tests of fieldwork may stand on the participants of a workshop."""

from __future__ import annotations

from tests.meter.workshops.gathered import gathered

__all__ = ["gathered"]
