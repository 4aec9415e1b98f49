"""Numbers and moments as pages write them, in the language of the reader."""

from __future__ import annotations

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from meter.settings import MEGABYTE
from webapp.charts.words import quote
from webapp.languages import SOURCE, current_language
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from numpy.typing import NDArray


NOISE_DECIMALS = 9
"""Digits of points beyond these are what binary sums leave behind."""

EMPTY, SHORT = Markup(), Markup(" data-short")


def setup_filters(app: Flask) -> None:
    """Give templates the moments, days, scores and numbers of this file."""
    app.jinja_env.filters.update(
        moment=show_moment,
        short_moment=show_short_moment,
        due=show_due,
        day=show_day,
        points=show_points,
        bound=show_bound,
        short_of=show_short_of,
        number=show_number,
        size=show_size,
    )


def show_moment(when: dt.datetime) -> Markup:
    """Write a moment in UTC; the script of the page turns it to the reader's zone."""
    return _write_moment(when.replace(second=0, microsecond=0), _code(), EMPTY)


def show_short_moment(when: dt.datetime) -> Markup:
    """Write a moment of which the script may leave out today's date."""
    return _write_moment(when.replace(second=0, microsecond=0), _code(), SHORT)


@lru_cache(maxsize=4096)
def _write_moment(when: dt.datetime, language: str, mark: Markup) -> Markup:
    day = format_skeleton("yMMMd", when, locale=_regional(language))
    text = f"{day} {format_datetime(when, 'HH:mm', locale=language)}"
    return Markup('<time datetime="{}"{}>{} UTC</time>').format(
        when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%MZ"), mark, text
    )


def say_moment(when: dt.datetime) -> str:
    """Write a moment in UTC as plain text, where no script can turn it."""
    utc = when.astimezone(dt.UTC)
    day = format_skeleton("yMMMd", utc, locale=_regional(_code()))
    return f"{day} {utc:%H:%M} UTC"


def say_due(when: dt.datetime, time_zone: str | None) -> str:
    """Write when something is due: by the clock of a venue; in UTC without one."""
    return say_moment(when) if time_zone is None else _say_there(when, time_zone)


def show_due(when: dt.datetime, time_zone: str | None) -> Markup:
    """Write when something is due on a page, whose script turns what has no venue."""
    if time_zone is None:
        return show_moment(when)
    return escape(_say_there(when, time_zone))


def _say_there(when: dt.datetime, time_zone: str) -> str:
    """Write a moment in a time zone and name it; where a day ends, name that day.

    Not every day ends at midnight: in some zones the clock is put forward then.
    """
    zone = ZoneInfo(time_zone)
    there = when.astimezone(zone)
    just_before = (when.astimezone(dt.UTC) - dt.timedelta.resolution).astimezone(zone)
    words = {"zone": quote(time_zone)}
    if just_before.date() < there.date():
        words["day"] = say_day(just_before.date())
        return _("the end of %(day)s (%(zone)s time)") % words
    words |= {"day": say_day(there.date()), "clock": f"{there:%H:%M}"}
    return _("%(day)s, %(clock)s (%(zone)s time)") % words


def show_day(when: dt.date) -> Markup:
    """Write a day without a time."""
    return Markup('<time datetime="{:%Y-%m-%d}">{}</time>').format(when, say_day(when))


def say_day(when: dt.date) -> str:
    """Write a day in words, in the order of the reader's language."""
    return format_date(when, "long", locale=_regional(_code()))


def _regional(language: str) -> str:
    """Name the locale whose order of days we follow: in English day, month, year."""
    return "en_GB" if language == SOURCE else language


def show_points(score: float | None, decimals: int = 1) -> str:
    """Write a score of 0..1 as 0..100 with one decimal; a dash where there is none."""
    if score is None:
        return "\N{EN DASH}"
    return say_points(score * 100, decimals)


def say_points(points: float, decimals: int = 1) -> str:
    """Write points of 0 to 100 with one decimal."""
    return _write_points(points, decimals, _code())


def points_writer() -> Callable[[float], str]:
    """Give what `say_points` does, for very many points in the reader's language."""
    language = _code()
    return lambda points: _write_points(points, 1, language)


@lru_cache(maxsize=65_536)
def _write_points(points: float, decimals: int, language: str) -> str:
    return _write_number(round_points(points, decimals), decimals, language)


def round_points(points: float, decimals: int = 1) -> float:
    """Round points half up, as every page, table and chart does.

    What pages show must not hang on how a binary sum ended: 50.15 is 50.2, and so is
    0.5015 * 100, which is 50.14999999999999.
    """
    exact = Decimal(repr(round(float(points), NOISE_DECIMALS)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return float(rounded) + 0.0  # minus zero is zero


def round_all(points: NDArray[np.float64]) -> list[float | None]:
    """Round many points of 0 or more as `round_points` does; None for NaN."""
    # In whole billionths every decimal is exact, and so is what lies half way.
    whole = np.nan_to_num(np.rint(points * _BILLION)).astype(np.int64)
    rounded = ((whole + _TENTH // 2) // _TENTH / 10).tolist()
    return [
        None if missing else one
        for one, missing in zip(rounded, np.isnan(points).tolist(), strict=True)
    ]


_BILLION = 10**NOISE_DECIMALS
_TENTH = _BILLION // 10


def show_bound(bound: float) -> str:
    """Write a declared bound of 0..1 as 0..100, with the decimals that it has."""
    return _write_bound(bound, _code())


@lru_cache(maxsize=4096)
def _write_bound(bound: float, language: str) -> str:
    return format_decimal(round(bound * 100, NOISE_DECIMALS), "0.##", locale=language)


def show_short_of(score: float, bound: float, decimals: int = 1) -> str:
    """Write a score that falls short of a bound so that it does not look equal."""
    points, most = score * 100, round_points(bound * 100, 4)
    finer = (n for n in range(decimals, 6) if round_points(points, n) < most)
    return say_points(points, next(finer, decimals))


def show_number(value: float, decimals: int = 0) -> str:
    """Write a number with the signs of the reader's language."""
    return _format(value, decimals)


def show_size(count: int) -> str:
    """Write a count of bytes in the unit that people read it in, rounded up."""
    if count < MEGABYTE:
        return _("%(number)s kB") % {"number": show_number(math.ceil(count / 1000))}
    number = math.ceil(10 * count / MEGABYTE) / 10
    decimals = 0 if number.is_integer() else 1
    return _("%(number)s MB") % {"number": show_number(number, decimals)}


def _format(value: float, decimals: int) -> str:
    return _write_number(value, decimals, _code())


@lru_cache(maxsize=16_384)
def _write_number(value: float, decimals: int, language: str) -> str:
    """Write a number; a table of a room writes the same few thousand of them."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=language)


def _code() -> str:
    return current_language().code
