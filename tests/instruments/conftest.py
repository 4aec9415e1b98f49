"""Tiny instruments: a head, and the items that a test is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import load_instrument

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from instruments import Instrument

HEAD = """meter: 1
key: tiny
version: "1"
title: Tiny
language: en
"""

SCALES = """scales:
  extent:
    allow: [not_applicable]
    options:
      - {code: none, points: 0, say: Not at all, hint: Nothing yet}
      - {code: half, points: 1, say: Half}
      - {code: full, points: 2, say: Fully}
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes an instrument file of the given items."""

    def write_file(*items: str, scales: str = "", rest: str = "") -> Path:
        file = tmp_path / "instrument.yaml"
        lines = "".join(f"      - {item}\n" for item in items)
        section = f"sections:\n  - key: s\n    title: S\n    items:\n{lines}"
        file.write_text(f"{HEAD}{scales}{section}{rest}", encoding="utf-8")
        return file

    return write_file


@pytest.fixture
def make(write: Callable[..., Path]) -> Callable[..., Instrument]:
    """Return a function that loads an instrument of the given items."""

    def load(*items: str, scales: str = "", rest: str = "") -> Instrument:
        return load_instrument(write(*items, scales=scales, rest=rest))

    return load


@pytest.fixture
def scales() -> str:
    """Return the declaration of a scale `extent`: none, half, full."""
    return SCALES
