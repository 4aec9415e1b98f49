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


class AnswerFault(StrEnum):
    """What can be wrong with an answer; in brackets the facts that come with it."""

    NOT_AN_OPTION = "not_an_option"  # given, options, closest
    NOT_A_NUMBER = "not_a_number"  # given
    AMBIGUOUS_NUMBER = "ambiguous_number"  # given, readings (two texts)
    NOT_WHOLE = "not_whole"  # given
    TOO_LOW = "too_low"  # at_least, given (numbers or dates)
    TOO_HIGH = "too_high"  # at_most, given (numbers or dates)
    TOO_MANY = "too_many"  # at_most, given (how many)
    ALONE = "alone"  # option
    TOO_LONG = "too_long"  # at_most, length
    NOT_A_DATE = "not_a_date"  # given
    NOT_A_LINK = "not_a_link"  # given
    NOT_ALLOWED = "not_allowed"  # reason
    CONTROL_CHARACTER = "control_character"  # character


class AnswerError(InstrumentError):
    """A given text is no answer to its item.

    Attributes:
        code: what is wrong, a key of the tables of messages.
        facts: what the message needs, such as the bound that was passed.
    """

    exit_code = 11

    def __init__(self, code: AnswerFault, **facts: object) -> None:
        self.code = code
        self.facts = facts
        details = ", ".join(f"{name} {value}" for name, value in facts.items())
        super().__init__(f"{code.replace('_', ' ')} ({details})" if facts else code)
