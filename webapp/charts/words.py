"""Numbers in sentences: points, counts and shares as the reader writes them."""

from __future__ import annotations

from babel.numbers import format_decimal, format_percent

from webapp.languages import current_language, ngettext


def say_points(points: float) -> str:
    """Write a score of 0 to 100 to one decimal."""
    return format_decimal(round(points, 1), "0.0", locale=current_language().code)


def count_units(number: int) -> str:
    """Write how many units there are."""
    return ngettext("%(count)s unit", "%(count)s units", number) % {"count": number}


def share(part: int, whole: int) -> str:
    """Write a part of a whole in whole per cent."""
    return format_percent(part / whole if whole else 0, locale=current_language().code)
