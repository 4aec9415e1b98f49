"""Facts about units, as an instrument's profile asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.numerals import NumeralError, read_numeral
from meter.fieldwork.given.errors import ProfileError, TitleError
from meter.fieldwork.given.titles import TITLE_MAX_CHARACTERS, parse_title

if TYPE_CHECKING:
    from instruments.model.questionnaire import ProfileField


def parse_profile_value(field: ProfileField, text: str) -> str | float:
    """Read one fact: a number, the code of an option, or a line of text.

    Raises:
        ProfileError: says what the fact may be.
    """
    given = text.strip()
    if field.type == "number":
        return _read_number(field, given)
    if field.type == "single":
        return _read_option(field, given)
    try:
        return parse_title(given)
    except TitleError:
        needed = f"one line of at most {TITLE_MAX_CHARACTERS} characters"
        raise ProfileError(field.key, given, needed) from None


def _read_number(field: ProfileField, given: str) -> float:
    needed = "a number"
    if field.at_least is not None:
        needed += f" of at least {field.at_least:g}"
    if field.at_most is not None:
        needed += f" and at most {field.at_most:g}"
    try:
        number = read_numeral(given)
    except NumeralError:
        raise ProfileError(field.key, given, needed) from None
    too_low = field.at_least is not None and number < field.at_least
    if too_low or (field.at_most is not None and number > field.at_most):
        raise ProfileError(field.key, given, needed)
    return number


def _read_option(field: ProfileField, given: str) -> str:
    """Read an option by its code or its words, in any case of letters."""
    for option in field.options or ():
        if given.casefold() in {option.code.casefold(), option.say.casefold()}:
            return option.code
    codes = [option.code for option in field.options or ()]
    needed = f"one of {', '.join(codes)}"
    raise ProfileError(field.key, given, needed)
