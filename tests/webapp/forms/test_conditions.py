"""Conditions of a page: its scripts and the server decide alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw, options
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

import webapp
from instruments.model.conditions import Comparison
from instruments.numerals import NumeralError, read_numeral
from scoring.kernel.coding import asked_items
from webapp.forms.compiled import compile_section
from webapp.forms.conditions import write_condition
from webapp.forms.sections import read_answers
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from playwright.sync_api import Page

    Given = dict[str, list[str]]

STATIC = Path(webapp.__file__).parent / "static"

CONDITIONS: tuple[dict[str, Any], ...] = (
    {"item": "n", "at_least": "12.5"},
    {"item": "n", "at_most": 3},
    {"item": "n", "equals": "3.0"},
    {"item": "n", "in": [3, "1234", 0.5]},
    {"item": "n", "answered": True},
    {"item": "w", "at_least": 1234},
    {"item": "w", "in": [3, 1234]},
    {"item": "w", "answered": True},
    {"item": "l", "at_least": "half"},
    {"item": "l", "at_most": "little"},
    {"item": "l", "equals": "full"},
    {"item": "l", "answered": True},
    {"item": "s", "at_least": "middle"},
    {"item": "s", "at_most": "middle"},
    {"item": "s", "in": ["best", "none"]},
    {"item": "m", "includes": "x"},
    {"item": "m", "equals": "y"},
    {"item": "m", "in": ["x", "z"]},
    {"item": "t", "answered": True},
    {"not": {"item": "n", "at_least": 3}},
    {"all": [{"item": "n", "at_least": 3}, {"item": "w", "at_most": 3}]},
    {"any": [{"item": "m", "includes": "z"}, {"not": {"item": "s", "equals": "best"}}]},
    {"item": "g0", "at_least": 3},
    {"not": {"item": "g8", "answered": True}},
)
ASKED: dict[str, dict[str, Any]] = {
    "n": {"type": "number"},
    "w": {"type": "number", "whole": True},
    "l": {},
    # Ordered by its points, not by the order in which it is shown.
    "s": {"type": "single", "options": options(best=3, none=None, low=1, middle=2)},
    "m": {"type": "multiple", "options": options(x=None, y=None, z=None)},
    "t": {"type": "text"},
}
GUARDED = {
    f"g{number}": {"type": "number", "when": condition}
    for number, condition in enumerate(CONDITIONS)
}
INSTRUMENT = draw({**ASKED, **GUARDED}, {"index": ["l"]})
ITEMS = list(INSTRUMENT.items.values())

APPLY = """(given) => {
  const form = document.getElementById("answers");
  for (const one of form.querySelectorAll('[name^="q-"], [name^="r-"]')) {
    const values = given[one.name] ?? [];
    if (/radio|checkbox/.test(one.type)) one.checked = values.includes(one.value);
    else one.value = values[0] ?? "";
  }
  form.dispatchEvent(new Event("change"));
  const hidden = [...form.querySelectorAll(".item")].filter((item) => item.hidden);
  return hidden.map((item) => item.id.slice(2));
}"""
READ = "(texts) => texts.map(([text, whole]) => window.meterNumeral(text, whole))"

ZEROS = "0\u0660\u06f0\u0966\uff10\U0001d7ce"
"""The first digit of six scripts."""

SIGNS = "0123456789.,' +-eE\u2019\u2212\u066b\u066c\u00a0\u202f\u2009\u200f\u0663\u06f4"


@st.composite
def numerals(draw: st.DrawFn) -> str:
    """Write a number as somebody somewhere may write it."""
    number = draw(st.sampled_from(["0", "3", "12", "1234", "1234567"]))
    group = draw(st.sampled_from(["", " ", ",", ".", "'", "\u066c", "\u202f"]))
    point = draw(st.sampled_from([".", ",", "\u066b"]))
    sign = draw(st.sampled_from(["", "", "-", "\u2212", "+", "\u200f"]))
    rest = draw(st.sampled_from(["", "", "5", "50", "500"]))
    whole = f"{int(number):,}".replace(",", group)
    text = f"{sign}{whole}{point}{rest}" if rest else f"{sign}{whole}"
    zero = ord(draw(st.sampled_from(ZEROS)))
    return "".join(
        chr(zero + int(one)) if one.isascii() and one.isdigit() else one for one in text
    )


NUMERAL = numerals() | st.sampled_from(
    ["", " ", "five", "NA", "1,234", "1.234", "1.2.3", "12,5", "\u0663", "1e3", "1e999"]
)
NOTHING: list[str] = []
REASON = st.sampled_from([NOTHING, NOTHING, NOTHING, ["NA"], ["DK"]])
CHOICE = [["NA"], ["RF"], [""], NOTHING]
GIVEN = st.fixed_dictionaries(
    {
        **{
            f"q-{key}": NUMERAL.map(lambda text: [text])
            for key in ("n", "w", "g0", "g8")
        },
        **{f"r-{key}": REASON for key in ("n", "w", "m", "t")},
        "q-l": st.sampled_from([*([code] for code in LEVELS), *CHOICE]),
        "q-s": st.sampled_from([["best"], ["none"], ["low"], ["middle"], *CHOICE]),
        "q-m": st.lists(st.sampled_from("xyz"), unique=True),
        "q-t": st.sampled_from([[""], [" "], ["Words"], ["NA"], ["na"]]),
    }
)


@pytest.fixture
def judge(app: Flask, page: Page) -> Callable[[Given], set[str]]:
    """Put every item onto a page; give what fills it and tells what it hides."""
    wording = word_instrument(INSTRUMENT)
    with app.test_request_context("/"):
        app.preprocess_request()
        section = compile_section(wording, INSTRUMENT.sections[0], is_whole=True)
    page.set_content(f'<form id="answers">{section.fill({})}</form>')
    for script in ("numerals.js", "conditions.js"):
        page.add_script_tag(path=STATIC / script)
    return lambda given: set(page.evaluate(APPLY, given))


def list_hidden(given: Given) -> set[str]:
    """Read the same answers as a form that was posted, and ask the kernel."""
    form = MultiDict((name, text) for name, texts in given.items() for text in texts)
    reading = read_answers(INSTRUMENT, ITEMS, form, "en")
    return set(INSTRUMENT.items) - asked_items(INSTRUMENT, reading.answers)


@settings(
    max_examples=600,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(given=GIVEN)
def test_page_and_server_hide_the_same_items(
    judge: Callable[[Given], set[str]], given: Given
) -> None:
    assert judge(given) == list_hidden(given)


@pytest.mark.parametrize("text", ["\u0663", "3,0", "3", " \uff13 "])
def test_a_three_is_a_three_however_it_is_typed(
    judge: Callable[[Given], set[str]], text: str
) -> None:
    hidden = judge({"q-n": [text]})

    assert "g2" not in hidden
    assert hidden == list_hidden({"q-n": [text]})


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(
        st.tuples(numerals() | st.text(SIGNS, max_size=12), st.booleans()),
        min_size=50,
        max_size=50,
    )
)
def test_page_and_server_read_the_same_numbers(
    judge: Callable[[Given], set[str]], page: Page, texts: list[tuple[str, bool]]
) -> None:
    del judge  # the page has the scripts

    found = page.evaluate(READ, texts)

    assert found == [_read(text, whole=whole) for text, whole in texts]


def _read(text: str, *, whole: bool) -> float | None:
    try:
        number = read_numeral(text.strip(), whole=whole)
    except NumeralError:
        return None
    return number if number.is_integer() or not whole else None


@pytest.mark.parametrize(
    ("comparison", "written"),
    [
        ({"item": "n", "at_least": "12.5"}, {"at_least": 12.5}),
        ({"item": "n", "equals": "3"}, {"in": [3.0]}),
        ({"item": "l", "at_least": "most"}, {"in": ["most", "full"]}),
        ({"item": "s", "at_least": "middle"}, {"in": ["best", "middle"]}),
        ({"item": "m", "includes": "x"}, {"includes": "x"}),
        ({"item": "m", "equals": "x"}, {"in": ["x"]}),
        ({"item": "t", "answered": True}, {"answered": True}),
    ],
)
def test_levels_are_written_as_codes_and_numbers_as_numbers(
    comparison: dict[str, Any], written: dict[str, Any]
) -> None:
    condition = Comparison.model_validate(comparison)

    found = write_condition(INSTRUMENT, condition)

    assert found == {"item": comparison["item"], **written}


def test_parts_are_written_in_their_order() -> None:
    condition = INSTRUMENT.items["g21"].when
    assert condition is not None

    assert write_condition(INSTRUMENT, condition) == {
        "any": [
            {"item": "m", "includes": "z"},
            {"not": {"item": "s", "in": ["best"]}},
        ]
    }
