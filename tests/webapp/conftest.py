"""Tests of the web application: over an empty store, or over an invited city's."""

from __future__ import annotations

from tests.webapp.city import app, city
from tests.webapp.fresh import compiled_once

__all__ = ["app", "city", "compiled_once"]
