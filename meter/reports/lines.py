"""Lines of a report: text folded at 80 characters, scores and answers as people read.

A word or number that is longer than a line keeps a line of its own.
"""

from __future__ import annotations

import textwrap

WIDTH = 80


def wrap(text: str) -> list[str]:
    """Fold a text."""
    return textwrap.wrap(text, WIDTH)


def indent(text: str, by: int) -> list[str]:
    """Fold a text that stands in by some characters, what follows by two more."""
    return _fold(text, " " * by, by + 2)


def bullet(text: str, by: int = 2) -> list[str]:
    """Fold a text with a dash before it, which stands in by some characters."""
    return _fold(text, f"{' ' * by}- ", by + 2)


def _fold(text: str, head: str, rest: int) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * rest)


def show(score: float | None) -> str:
    """Show a score from 0 to 100 with one decimal, a dash for none."""
    return "-" if score is None else f"{round(100 * score, 1) + 0.0:.1f}"


def say(answer: object) -> str:
    """Say an answer as files do; a reason in brackets."""
    from instruments import Missing

    if isinstance(answer, Missing):
        return f"[{answer.value.replace('_', ' ')}]"
    if isinstance(answer, tuple):
        return ";".join(answer) or "(none)"
    return f"{answer:g}" if isinstance(answer, float) else str(answer)
