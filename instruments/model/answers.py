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


SENTENCES = {
    AnswerFault.NOT_AN_OPTION: "'{given}' is not an option; use one of {options}.",
    AnswerFault.NOT_A_NUMBER: "'{given}' is not a number; write digits.",
    AnswerFault.AMBIGUOUS_NUMBER: (
        "'{given}' can be read in two ways; write one of {readings}."
    ),
    AnswerFault.NOT_WHOLE: "'{given}' is not whole; write a number without decimals.",
    AnswerFault.TOO_LOW: "{given} is too low; give {at_least} or more.",
    AnswerFault.TOO_HIGH: "{given} is too high; give {at_most} or less.",
    AnswerFault.TOO_MANY: "{given} are chosen; choose {at_most} at most.",
    AnswerFault.ALONE: "'{option}' excludes all others; choose it alone, or not.",
    AnswerFault.TOO_LONG: "{length} characters are given; {at_most} fit.",
    AnswerFault.NOT_A_DATE: "'{given}' is not a date; write it like 2026-06-18.",
    AnswerFault.NOT_A_LINK: (
        "'{given}' is not a web address; write all of it, beginning with https://."
    ),
    AnswerFault.NOT_ALLOWED: "The reason '{reason}' is not offered; give an answer.",
    AnswerFault.CONTROL_CHARACTER: (
        "The hidden character {character} is in the text; type it again without."
    ),
}
"""What to say where the reader has the file or the terminal before them."""


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
        shown = {name: _show(fact) for name, fact in facts.items()}
        super().__init__(SENTENCES[code].format(**shown))


def _show(fact: object) -> str:
    if isinstance(fact, list | tuple):
        return ", ".join(f"'{one}'" for one in fact)
    return f"{fact:.15g}" if isinstance(fact, float) else str(fact)
