from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.numerals import AmbiguousNumeralError, NumeralError, read_numeral

NARROW, HARD, THIN = "\u202f", "\u00a0", "\u2009"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        (" 5 ", 5),
        ("+5", 5),
        ("-5", -5),
        ("\u22125", -5),
        ("5.", 5),
        (".5", 0.5),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("0,123", 0.123),
        ("1.234", 1.234),
        ("1234,567", 1234.567),
        ("1234567", 1_234_567),
        ("1 234 567", 1_234_567),
        (f"1{NARROW}234{HARD}567", 1_234_567),
        (f"1{NARROW}234,5", 1234.5),
        (f"1{THIN}234.5", 1234.5),
        ("1'234.5", 1234.5),
        ("1\u2019234.5", 1234.5),
        ("1,234,567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("\u0661\u0662\u0663", 123),
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665", 1234.5),
        ("\u06f1\u06f2", 12),
        ("\u096a\u0968", 42),
        ("\uff11\uff12", 12),
        ("\u200f\u0661\u0662", 12),
        ("1e3", 1000),
        ("-0", 0),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "five",
        "1.2.3",
        "12 34",
        "1,23,456",
        "1,2345,678",
        "12,34.5.6",
        "1 234,567 890",
        "1e",
        "1e99999",
        "1e999",
        "nan",
        "inf",
        "0x10",
        "1_000",
        "--1",
        "5%",
        "1/2",
        "9" * 61,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumeralError):
        read_numeral(text)


@pytest.mark.parametrize("text", ["1,234", "-12,345", "123,456"])
def test_a_comma_before_three_digits_is_refused_with_both_readings(text: str) -> None:
    with pytest.raises(AmbiguousNumeralError) as caught:
        read_numeral(text)

    assert caught.value.readings == (text.replace(",", "."), text.replace(",", ""))


def test_a_whole_number_can_only_have_thousands() -> None:
    assert read_numeral("1,234", whole=True) == 1234


def test_minus_zero_is_zero() -> None:
    assert str(read_numeral("-0.0")) == "0.0"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_as_python_writes_it_is_read_back(number: float) -> None:
    assert read_numeral(repr(number)) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_whole_numbers_are_read_back(number: int) -> None:
    grouped = f"{number:,}"

    assert read_numeral(grouped.replace(",", NARROW)) == number
    assert read_numeral(grouped, whole=True) == number


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = read_numeral(text)
    except NumeralError:
        return

    assert abs(number) < float("inf")
