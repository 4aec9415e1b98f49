from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from webapp.filters import (
    say_due,
    say_moment,
    show_bound,
    show_day,
    show_due,
    show_moment,
    show_number,
    show_points,
    show_short_moment,
    show_short_of,
    show_size,
)
from webapp.languages import speaking
from webapp.workshops.forms import find_end

if TYPE_CHECKING:
    from flask import Flask

AT = dt.datetime(2026, 11, 2, 14, 2, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("score", "decimals", "text"),
    [
        (0.5234, 1, "52.3"),
        (0.29, 1, "29.0"),  # 0.29 * 100 is 28.999999999999996
        (0.67, 0, "67"),
        (1.0, 1, "100.0"),
        (0.0, 1, "0.0"),
        (None, 1, "–"),  # noqa: RUF001  (an en dash)
    ],
)
def test_scores_run_from_0_to_100(
    score: float | None, decimals: int, text: str
) -> None:
    assert show_points(score, decimals) == text


@pytest.mark.parametrize(("language", "text"), [("en", "52.3"), ("fr", "52,3")])
def test_numbers_have_the_signs_of_the_language(
    app: Flask, language: str, text: str
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        app.preprocess_request()
        assert show_points(0.523) == text


@pytest.mark.parametrize(
    ("bound", "text"), [(0.5, "50"), (0.335, "33.5"), (0.29, "29"), (1 / 3, "33.33")]
)
def test_bounds_have_the_decimals_that_they_were_declared_with(
    bound: float, text: str
) -> None:
    assert show_bound(bound) == text


@pytest.mark.parametrize(
    ("score", "text"), [(0.402, "40.2"), (0.4996, "49.96"), (0.499999, "49.9999")]
)
def test_what_falls_short_of_a_bound_does_not_look_equal(
    score: float, text: str
) -> None:
    assert show_short_of(score, 0.5) == text


def test_thousands_are_grouped() -> None:
    assert show_number(1_234_567.0) == "1,234,567"


def test_a_moment_is_exact_to_the_minute_and_names_its_zone() -> None:
    moment = '<time datetime="2026-11-02T14:02Z">2 Nov 2026 14:02 UTC</time>'

    assert show_moment(AT) == moment
    assert " data-short>" in show_short_moment(AT)


def test_a_moment_of_another_zone_is_written_in_utc() -> None:
    seoul = dt.timezone(dt.timedelta(hours=9))

    assert show_moment(AT.astimezone(seoul)) == show_moment(AT)


@pytest.mark.parametrize(
    ("language", "moment", "day"),
    [
        ("es", "2 nov 2026 14:02", "2 de noviembre de 2026"),
        ("ru", "2 нояб. 2026\u202fг. 14:02", "2 ноября 2026\u202fг."),
        ("zh", "2026年11月2日 14:02", "2026年11月2日"),
        ("ko", "2026년 11월 2일 14:02", "2026년 11월 2일"),
    ],
)
def test_days_are_written_in_the_order_of_the_language(
    app: Flask, language: str, moment: str, day: str
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        app.preprocess_request()
        assert f">{moment} UTC<" in show_moment(AT)
        assert f">{day}<" in show_day(AT.date())


def test_a_day_has_no_time() -> None:
    assert show_day(AT.date()) == '<time datetime="2026-11-02">2 November 2026</time>'


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (999_000, "999 kB"),
        (1_000_000, "1 MB"),
        (5_000_000, "5 MB"),
        (5_000_001, "5.1 MB"),
        (99_500_000, "99.5 MB"),
    ],
)
def test_a_size_is_never_told_as_less_than_it_is(
    app: Flask, count: int, text: str
) -> None:
    with app.test_request_context("/"):
        assert show_size(count) == text


@pytest.mark.parametrize(
    ("zone", "day", "text"),
    [
        ("Asia/Bangkok", "2026-12-14", "the end of 14 December 2026"),
        ("America/Bogota", "2026-12-14", "the end of 14 December 2026"),
        ("UTC", "2026-12-31", "the end of 31 December 2026"),
        # A day of 23 hours, and one of 25.
        ("Europe/Berlin", "2027-03-28", "the end of 28 March 2027"),
        ("Europe/Berlin", "2026-10-25", "the end of 25 October 2026"),
        # The clock goes from midnight to one, and from midnight back to eleven.
        ("Africa/Cairo", "2027-04-29", "the end of 29 April 2027"),
        ("Africa/Cairo", "2027-10-28", "the end of 28 October 2027"),
        # After it midnight comes twice, and the first one ends the day.
        ("America/Havana", "2026-10-31", "the end of 31 October 2026"),
        # There was no 30 December.
        ("Pacific/Apia", "2011-12-29", "the end of 29 December 2011"),
    ],
)
def test_a_last_day_is_told_as_the_end_of_that_day(
    zone: str, day: str, text: str
) -> None:
    end = find_end(dt.date.fromisoformat(day), zone)

    assert end is not None
    told = f"{text} ({zone} time)"
    assert say_due(end.astimezone(dt.UTC), zone) == told
    assert str(show_due(end.astimezone(dt.UTC), zone)) == told


def test_what_ends_within_a_day_is_told_by_the_clock_of_the_venue() -> None:
    end = dt.datetime(2026, 12, 14, 17, tzinfo=dt.UTC)

    assert say_due(end, "Asia/Seoul") == "15 December 2026, 02:00 (Asia/Seoul time)"
    minute = dt.timedelta(minutes=1)
    assert "14 December 2026, 23:59" in say_due(end - minute, "Asia/Bangkok")
    assert "15 December 2026, 00:01" in say_due(end + minute, "Asia/Bangkok")


def test_the_second_of_two_midnights_ends_no_day() -> None:
    second = dt.datetime(2026, 11, 1, 5, tzinfo=dt.UTC)  # one o'clock, put back

    assert "1 November 2026, 00:00" in say_due(second, "America/Havana")


def test_without_a_venue_a_page_turns_what_is_due_to_its_reader() -> None:
    assert show_due(AT, None) == show_moment(AT)
    assert say_due(AT, None) == say_moment(AT) == "2 Nov 2026 14:02 UTC"


def test_in_arabic_the_zone_keeps_its_direction() -> None:
    end = dt.datetime(2026, 12, 14, 17, tzinfo=dt.UTC)

    with speaking("ar"):
        told = say_due(end, "Asia/Bangkok")

    assert "\u2068Asia/Bangkok\u2069" in told
    assert "14 ديسمبر 2026" in told
