"""From what was typed, posted or filed to an answer, and back to text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, assert_never
from urllib.parse import urlsplit

from instruments.model.answers import AnswerError, AnswerFault, Missing
from instruments.model.items import (
    ChoiceItem,
    DateItem,
    LinkItem,
    MultipleItem,
    NumberItem,
    TextItem,
    YesNoItem,
)
from instruments.names import find_closest
from instruments.numerals import AmbiguousNumeralError, NumeralError, read_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item

MISSING_MARKS = {
    "NA": Missing.NOT_APPLICABLE,
    "DK": Missing.DONT_KNOW,
    "RF": Missing.REFUSED,
}
"""How files and forms write the reasons; a blank is unanswered."""

MARKS = {reason: mark for mark, reason in MISSING_MARKS.items()}

LINK_MOST_CHARACTERS = 2000

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEPT_CONTROLS = "\n\t"
_REFUSED_CATEGORIES = {"Cc", "Cs", "Cn"}


def parse_answer(
    instrument: Instrument, item: Item, text: str | Sequence[str]
) -> Answer:
    """Read what was given to an item; a blank is `Missing.UNANSWERED`.

    So are separators with nothing between them where several options may be given.
    `NA`, `DK` and `RF` are reasons where the item allows them. In a text item
    that does not, they are text.

    Raises:
        AnswerError: the text is no answer to this item.
    """
    given = [text] if isinstance(text, str) else list(text)
    if isinstance(item, MultipleItem):
        given = [code for part in given for code in part.split(";")]
    given = [part.strip() for part in given if part.strip()]
    if not given:
        return Missing.UNANSWERED
    if len(given) > 1 and not isinstance(item, MultipleItem):
        raise AnswerError(AnswerFault.TOO_MANY, at_most=1, given=len(given))
    return _read_reason(instrument, item, given) or _read_value(instrument, item, given)


def answer_to_text(item: Item, answer: Answer) -> str:
    """Write an answer so that `parse_answer` reads the same answer back.

    An option code, `a;b` for several, the shortest exact number, an ISO date,
    `NA`, `DK` or `RF`; nothing where the item is unanswered or not asked.
    """
    del item  # one form serves every answer type
    if isinstance(answer, Missing):
        return MARKS.get(answer, "")
    if isinstance(answer, tuple):
        return ";".join(answer)
    if isinstance(answer, str):
        return answer
    return _shortest(float(answer))


def _shortest(number: float) -> str:
    text = repr(number)
    return text.removesuffix(".0")


def _read_reason(
    instrument: Instrument, item: Item, given: list[str]
) -> Missing | None:
    if len(given) != 1 or given[0] not in MISSING_MARKS:
        return None
    reason = MISSING_MARKS[given[0]]
    if reason in instrument.allowed_of(item):
        return reason
    if isinstance(item, TextItem):
        return None
    raise AnswerError(AnswerFault.NOT_ALLOWED, reason=reason)


def _read_value(instrument: Instrument, item: Item, given: list[str]) -> Answer:
    match item:
        case MultipleItem():
            return _read_choices(instrument, item, given)
        case ChoiceItem():
            return _read_choice(instrument, item, given[0])
        case NumberItem():
            return _read_number(item, given[0])
        case DateItem():
            return _read_date(item, given[0])
        case LinkItem():
            return _read_link(given[0])
        case TextItem():
            return _read_text(item, given[0])
        case _:
            assert_never(item)


def _read_choice(instrument: Instrument, item: Item, given: str) -> str:
    codes = [option.code for option in instrument.options_of(item)]
    code = given if given in codes else given.lower()
    if isinstance(item, YesNoItem) and code not in codes:
        code = _TRUTHS.get(code, code)
    if code not in codes:
        raise AnswerError(
            AnswerFault.NOT_AN_OPTION,
            given=given,
            options=codes,
            closest=_near(given, codes),
        )
    return code


_TRUTHS = {
    **dict.fromkeys(("1", "1.0", "true"), "yes"),
    **dict.fromkeys(("0", "0.0", "false"), "no"),
}
"""How files of other programs write yes and no."""


def _near(given: str, codes: list[str]) -> str | None:
    return find_closest(given.lower(), codes)


def _read_choices(
    instrument: Instrument, item: MultipleItem, given: list[str]
) -> tuple[str, ...]:
    chosen = {_read_choice(instrument, item, part) for part in given}
    options = [one for one in instrument.options_of(item) if one.code in chosen]
    loner = next((option for option in options if option.alone), None)
    if loner and len(options) > 1:
        raise AnswerError(AnswerFault.ALONE, option=loner.code)
    if item.at_most is not None and len(options) > item.at_most:
        raise AnswerError(
            AnswerFault.TOO_MANY, at_most=item.at_most, given=len(options)
        )
    return tuple(option.code for option in options)


def _read_number(item: NumberItem, given: str) -> float:
    try:
        number = read_numeral(given, whole=item.whole)
    except AmbiguousNumeralError as error:
        raise AnswerError(
            AnswerFault.AMBIGUOUS_NUMBER, given=given, readings=error.readings
        ) from None
    except NumeralError:
        raise AnswerError(AnswerFault.NOT_A_NUMBER, given=given) from None
    if item.whole and not number.is_integer():
        raise AnswerError(AnswerFault.NOT_WHOLE, given=given)
    if item.at_least is not None and number < item.at_least:
        raise AnswerError(AnswerFault.TOO_LOW, at_least=item.at_least, given=number)
    if item.at_most is not None and number > item.at_most:
        raise AnswerError(AnswerFault.TOO_HIGH, at_most=item.at_most, given=number)
    return number


def _read_date(item: DateItem, given: str) -> str:
    try:
        day = dt.date.fromisoformat(given) if _ISO_DATE.fullmatch(given) else None
    except ValueError:
        day = None
    if day is None:
        raise AnswerError(AnswerFault.NOT_A_DATE, given=given)
    if item.at_least is not None and day < item.at_least:
        raise AnswerError(AnswerFault.TOO_LOW, at_least=item.at_least, given=day)
    if item.at_most is not None and day > item.at_most:
        raise AnswerError(AnswerFault.TOO_HIGH, at_most=item.at_most, given=day)
    return day.isoformat()


def _read_link(given: str) -> str:
    if len(given) > LINK_MOST_CHARACTERS:
        raise AnswerError(
            AnswerFault.TOO_LONG, at_most=LINK_MOST_CHARACTERS, length=len(given)
        )
    if not _is_web_address(given):
        raise AnswerError(AnswerFault.NOT_A_LINK, given=given)
    return given


def _is_web_address(given: str) -> bool:
    if any(not sign.isprintable() or sign in ' <>"\\' for sign in given):
        return False
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and parts.username is None and port != 0
    return parts.scheme in {"http", "https"} and named


def _read_text(item: TextItem, given: str) -> str:
    text = unicodedata.normalize("NFC", given.replace("\r\n", "\n"))
    control = next((sign for sign in text if _is_control(sign)), None)
    if control is not None:
        raise AnswerError(
            AnswerFault.CONTROL_CHARACTER, character=f"U+{ord(control):04X}"
        )
    if len(text) > item.at_most:
        raise AnswerError(AnswerFault.TOO_LONG, at_most=item.at_most, length=len(text))
    return text


def _is_control(sign: str) -> bool:
    if sign in _KEPT_CONTROLS:
        return False
    return unicodedata.category(sign) in _REFUSED_CATEGORIES
