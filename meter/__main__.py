"""`python -m meter` is the command `meter`."""

from __future__ import annotations

from meter.cli import main

main(prog_name="meter")
