"""Numbers as people of many languages write them."""

from __future__ import annotations

import math
import re
import unicodedata

from instruments.errors import InstrumentError

MOST_CHARACTERS = 60

_ARABIC_DECIMAL = "\u066b"
_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_SIGNS = str.maketrans(
    {
        "\u2212": "-",  # minus sign
        "\u2019": "'",  # right quotation mark, used between groups
        "\u066c": "'",  # Arabic thousands separator
        **dict.fromkeys(_SPACES, "'"),
        **dict.fromkeys("\u200e\u200f\u061c", None),  # direction marks
    }
)
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<sign>[',.])\d{3}(?:(?P=sign)\d{3})*(?:\D\d*)?")


class NumeralError(InstrumentError):
    """A text is not a number."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"'{text}' is not a number. Use digits.")


class AmbiguousNumeralError(NumeralError):
    """A comma may part thousands or begin the decimals.

    Attributes:
        readings: the two numbers that may be meant, as plain text.
    """

    def __init__(self, text: str, readings: tuple[str, str]) -> None:
        super().__init__(text)
        self.readings = readings


def read_numeral(text: str, *, whole: bool = False) -> float:
    """Read a finite number.

    The decimal sign may be a point, a comma or the Arabic one; digits may be
    those of any script; spaces, apostrophes, and points or commas beside another
    decimal sign may part thousands. `1,234` says two things and is refused,
    unless the number must be whole; `1.234` has a decimal point.

    Raises:
        AmbiguousNumeralError: a comma that may mean either.
        NumeralError: no finite number.
    """
    plain = _to_plain(text, whole=whole)
    if not _PLAIN.fullmatch(plain):
        raise NumeralError(text)
    number = float(plain) + 0.0  # minus zero is zero
    if not math.isfinite(number):
        raise NumeralError(text)
    return number


def _to_plain(text: str, *, whole: bool) -> str:
    if len(text) > MOST_CHARACTERS:
        raise NumeralError(text[:MOST_CHARACTERS])
    signs = "".join(_to_ascii_digit(sign) for sign in text.strip().translate(_SIGNS))
    if _ARABIC_DECIMAL in signs:
        return _ungroup(signs, _ARABIC_DECIMAL)
    commas, points = signs.count(","), signs.count(".")
    if commas and points:
        return _ungroup(signs, max(",.", key=signs.rindex))
    if commas == 1:
        return _read_comma(text, signs, whole=whole)
    if commas > 1 or points > 1:
        return _ungroup(signs, "")
    return _ungroup(signs, ".")


def _to_ascii_digit(sign: str) -> str:
    return str(unicodedata.decimal(sign, sign))


def _read_comma(text: str, signs: str, *, whole: bool) -> str:
    decimal, grouped = _ungroup(signs, ","), signs.replace(",", "")
    if not re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", signs):
        return decimal
    if whole:
        return grouped
    raise AmbiguousNumeralError(text, (decimal, grouped))


def _ungroup(signs: str, decimal: str) -> str:
    """Take out well-formed thousands signs and write the decimal as a point."""
    body, point, rest = signs.partition(decimal) if decimal else (signs, "", "")
    if any(sign in body for sign in "',."):
        if not _GROUPED.fullmatch(body):
            return ""
        body = re.sub(r"[',.]", "", body)
    return f"{body}.{rest}" if point else body
