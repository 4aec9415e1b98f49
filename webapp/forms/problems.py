"""The entries of an error summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wtforms import Form

    from instruments.model.items import Item

ANCHOR = "i-{}"
"""Name of the place of an item: its question stands at the top of what it leads to."""


@dataclass(frozen=True)
class Problem:
    """Where to go, what was asked there, and what to do."""

    target: str
    ask: str
    message: str


def list_problems(
    items: Iterable[Item], errors: Mapping[str, str]
) -> tuple[Problem, ...]:
    """List the problems in the order of the page."""
    return tuple(
        Problem(ANCHOR.format(item.key), item.ask, errors[item.key])
        for item in items
        if item.key in errors
    )


def list_form_problems(form: Form) -> tuple[Problem, ...]:
    """List what every field of a form said, in the order of the form."""
    return tuple(
        Problem(field.id, "", str(error)) for field in form for error in field.errors
    )
