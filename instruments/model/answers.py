"""What may be given to an item: a value, or the reason why there is none."""

from __future__ import annotations

from enum import StrEnum

from instruments.errors import InstrumentError


class Missing(StrEnum):
    """Why an answer is absent; every absence has one of these reasons."""

    UNANSWERED = "unanswered"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    REFUSED = "refused"


Answer = str | float | tuple[str, ...] | Missing
"""An option code, text, date or link; a number; the chosen codes; or a reason."""


class AnswerError(InstrumentError):
    """A given text is no answer to its item.

    Attributes:
        code: what is wrong, a key of the table of messages:
            `not_an_option` (given, options, closest), `not_a_number` (given),
            `ambiguous_number` (given, readings), `not_whole` (given),
            `too_low` (at_least), `too_high` (at_most), `too_many` (at_most, given),
            `alone` (option), `too_long` (at_most, length), `not_a_date` (given),
            `not_a_link` (given), `not_allowed` (reason),
            `control_character` (character).
        facts: what the message needs, such as the bound that was passed.
    """

    exit_code = 11

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        details = ", ".join(f"{name} {value}" for name, value in facts.items())
        super().__init__(f"{code.replace('_', ' ')} ({details})" if facts else code)
