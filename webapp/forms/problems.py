"""The entries of an error summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.forms.given import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instruments.model.items import Item


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
        Problem(NAME.format(item.key), item.ask, errors[item.key])
        for item in items
        if item.key in errors
    )
