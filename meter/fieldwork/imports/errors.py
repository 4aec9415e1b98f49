"""Why answers of another system cannot be taken over.

StateError, exit 12, state (meter/errors.py)
    ApartImportError    the people of a unit answer apart
    UnitDraftsError     a unit gave something by itself, and submits by itself
"""

from __future__ import annotations

from meter.errors import StateError


class ApartImportError(StateError):
    """Answers cannot be imported where the people of a unit answer apart."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f'In the round "{key}" the people of a unit answer apart, and their focal'
            " point says what they agree on. Import into a round without that."
        )


class UnitDraftsError(StateError):
    """A response is to be submitted for a unit that gave something by itself."""

    def __init__(self, response_id: int) -> None:
        self.response_id = response_id
        super().__init__(
            "Not submitted: answers or evidence of the unit's own are there, so the"
            " unit submits."
        )
