"""The command line: one module a command, found by its name."""

from __future__ import annotations

from meter.cli.commands import main

__all__ = ["main"]
