"""Paragraphs of the texts of a package: heads, and lines that are not too long."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 84

HELD = "\x01"
"""Stands for a space at which no line is broken."""


def head(title: str) -> tuple[str, ...]:
    """Underline a title."""
    return (title, "-" * len(title), "")


def wrap(paragraphs: Iterable[str]) -> Iterator[str]:
    """Break paragraphs into lines, a blank line after each."""
    for one in paragraphs:
        lines = textwrap.fill(one, WIDTH, break_on_hyphens=False)
        yield lines.replace(HELD, " ")
        yield ""


def hold(command: str) -> str:
    """Hold a command in one line."""
    return command.replace(" ", HELD)
