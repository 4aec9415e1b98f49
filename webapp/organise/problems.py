"""What a form could not take, for the summary on top of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wtforms import Form


@dataclass(frozen=True)
class Problem:
    """A sentence and the field that it links to."""

    target: str
    message: str
    ask: str = ""


def list_problems(form: Form) -> tuple[Problem, ...]:
    """List what every field of a form said, in the order of the form."""
    return tuple(
        Problem(field.id, str(error)) for field in form for error in field.errors
    )
