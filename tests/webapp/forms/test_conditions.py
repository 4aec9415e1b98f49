"""Conditions of a page: its scripts and the server decide alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw, options
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

import webapp
from instruments.model.conditions import Comparison, list_comparisons
from instruments.numerals import NumeralError, read_numeral
from instruments.reading.checks.conditions import VERBS
from scoring.kernel.coding import asked_items
from webapp.forms.compiled import compile_section
from webapp.forms.conditions import write_condition
from webapp.forms.sections import read_answers
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Page

    from instruments import Instrument

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
    {"item": "n", "equals": 1234},
    {"item": "l", "in": ["little", "most"]},
    {"item": "s", "answered": True},
    {"item": "s", "equals": "low"},
    {"item": "m", "answered": True},
    {"item": "y", "answered": True},
    {"item": "y", "equals": "yes"},
    {"item": "y", "in": ["no"]},
    {"item": "d", "answered": True},
    {"item": "u", "answered": True},
)
ASKED: dict[str, dict[str, Any]] = {
    "n": {"type": "number"},
    "w": {"type": "number", "whole": True},
    "l": {},
    # Ordered by its points, not by the order in which it is shown.
    "s": {"type": "single", "options": options(best=3, none=None, low=1, middle=2)},
    "m": {"type": "multiple", "options": options(x=None, y=None, z=None)},
    "t": {"type": "text"},
    "y": {"type": "yes_no"},
    "d": {"type": "date"},
    "u": {"type": "link"},
}

PICKED, RANDOM, FILLINGS, INSTRUMENTS = 12, 8, 250, 20
"""Every instrument has some of CONDITIONS and some random ones; 5,000 cases in all."""

APPLY = """(cases) => cases.map((given) => {
  const form = document.getElementById("answers");
  for (const one of form.querySelectorAll('[name^="q-"], [name^="r-"]')) {
    const values = given[one.name] ?? [];
    if (/radio|checkbox/.test(one.type)) one.checked = values.includes(one.value);
    else one.value = values[0] ?? "";
  }
  form.dispatchEvent(new Event("change"));
  const hidden = [...form.querySelectorAll(".item")].filter((item) => item.hidden);
  return hidden.map((item) => item.id.slice(2));
})"""
READ = "(texts) => texts.map(([text, whole]) => window.meterNumeral(text, whole))"

ZEROS = "0\u0660\u06f0\u0966\uff10\U0001d7ce"
"""The first digit of six scripts."""

SIGNS = "0123456789.,' +-eE\u2019\u2212\u066b\u066c\u00a0\u202f\u2009\u200f\u0663\u06f4"


def write_numeral(rng: Random) -> str:
    """Write a number as somebody somewhere may write it."""
    number = rng.choice(["0", "3", "12", "1234", "1234567"])
    group = rng.choice(["", " ", ",", ".", "'", "\u066c", "\u202f"])
    point = rng.choice([".", ",", "\u066b"])
    sign = rng.choice(["", "", "-", "\u2212", "+", "\u200f"])
    rest = rng.choice(["", "", "5", "50", "500"])
    whole = f"{int(number):,}".replace(",", group)
    text = f"{sign}{whole}{point}{rest}" if rest else f"{sign}{whole}"
    zero = ord(rng.choice(ZEROS))
    return "".join(
        chr(zero + int(one)) if one.isascii() and one.isdigit() else one for one in text
    )


ODD_NUMERALS = (
    *("", " ", "five", "NA", "1,234", "1.234"),
    *("1.2.3", "12,5", "\u0663", "1e3", "1e999"),
)
NOTHING: list[str] = []
REASONS: list[list[str]] = [NOTHING, NOTHING, NOTHING, ["NA"], ["DK"]]
CHOICE: list[list[str]] = [["NA"], ["RF"], [""], NOTHING]
SINGLES = ("best", "none", "low", "middle")
GIVEN_TO: dict[str, list[list[str]]] = {
    "q-l": [*([code] for code in LEVELS), *CHOICE],
    "q-s": [*([code] for code in SINGLES), *CHOICE],
    "q-y": [["yes"], ["no"], *CHOICE],
    "q-t": [[""], [" "], ["Words"], ["NA"], ["na"]],
    "q-d": [[""], ["2024-02-29"], [" 1999-12-31 "]],
    "q-u": [[""], ["https://city.example/a?b=1"], [" http://x.example "]],
}


def choose_given(rng: Random, instrument: Instrument) -> Given:
    """Fill the page at random, with the follow-up questions on which others rest."""
    numbers = [one.key for one in instrument.items.values() if one.type == "number"]
    return {
        **{f"q-{key}": [choose_numeral(rng)] for key in numbers},
        **{f"r-{key}": rng.choice(REASONS) for key in "nwmtdu"},
        **{name: rng.choice(values) for name, values in GIVEN_TO.items()},
        "q-m": rng.sample("xyz", rng.randint(0, 3)),
    }


def choose_numeral(rng: Random) -> str:
    return write_numeral(rng) if rng.randint(0, 2) else rng.choice(ODD_NUMERALS)


def make_instrument(conditions: Sequence[dict[str, Any]]) -> Instrument:
    """Ask every type of item, and a follow-up question for each condition."""
    guarded = {
        f"g{number}": {"type": "number", "allow": (), "when": condition}
        for number, condition in enumerate(conditions)
    }
    return draw({**ASKED, **guarded}, {"index": ["l"]})


INSTRUMENT = make_instrument(CONDITIONS)


def choose_condition(rng: Random, place: int, depth: int = 3) -> dict[str, Any]:
    """Choose a condition on what is asked before the follow-up question `place`."""
    kind = rng.choice(["all", "any", "not", "item", "item"]) if depth else "item"
    if kind == "item":
        return choose_comparison(rng, place)
    if kind == "not":
        return {"not": choose_condition(rng, place, depth - 1)}
    parts = range(rng.randint(1, 3))
    return {kind: [choose_condition(rng, place, depth - 1) for _ in parts]}


def choose_comparison(rng: Random, place: int) -> dict[str, Any]:
    """Choose an item that is asked before, and a verb that its type knows."""
    key = rng.choice([*ASKED, f"g{rng.randrange(place)}"])
    kind = ASKED.get(key, {"type": "number"}).get("type", "ordinal")
    verb = rng.choice(VERBS[kind])
    if verb == "answered":
        return {"item": key, verb: True}
    operands = OPERANDS.get(key, [0, 3, "12.5", 1234])
    chosen = rng.sample(operands, rng.randint(1, 2))
    return {"item": key, verb: chosen if verb == "in" else chosen[0]}


OPERANDS: dict[str, Sequence[Any]] = {
    "l": LEVELS,
    "s": SINGLES,
    "m": "xyz",
    "y": ("yes", "no"),
}
"""The options of the items that have some."""

Judge = Callable[["Instrument", Sequence["Given"]], list[set[str]]]


@pytest.fixture
def judge(app: Flask, page: Page) -> Judge:
    """Put an instrument onto a page; tell what it hides with each of some fillings."""

    def judge_all(instrument: Instrument, cases: Sequence[Given]) -> list[set[str]]:
        wording = word_instrument(instrument)
        with app.test_request_context("/"):
            app.preprocess_request()
            section = compile_section(wording, instrument.sections[0], is_whole=True)
        page.set_content(f'<form id="answers">{section.fill({})}</form>')
        for script in ("numerals.js", "conditions.js"):
            page.add_script_tag(path=STATIC / script)
        return [set(hidden) for hidden in page.evaluate(APPLY, cases)]

    return judge_all


def list_hidden(instrument: Instrument, given: Given) -> set[str]:
    """Read the same answers as a form that was posted, and ask the kernel."""
    form = MultiDict((name, text) for name, texts in given.items() for text in texts)
    reading = read_answers(instrument, list(instrument.items.values()), form, "en")
    return set(instrument.items) - asked_items(instrument, reading.answers)


def choose_instrument(rng: Random) -> Instrument:
    """Choose conditions; the random ones may rest on any follow-up before them."""
    chosen = rng.sample(CONDITIONS, PICKED)
    places = range(PICKED, PICKED + RANDOM)
    return make_instrument([*chosen, *(choose_condition(rng, one) for one in places)])


def list_verbs(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Name the verbs of all comparisons, with the types of what they compare."""
    for item in instrument.items.values():
        for part in list_comparisons(item.when) if item.when else ():
            yield instrument.items[part.item].type, part.verb


def test_every_verb_of_every_type_is_among_the_cases() -> None:
    chosen = [choose_instrument(Random(seed)) for seed in range(INSTRUMENTS)]

    found = {pair for one in chosen for pair in list_verbs(one)}

    assert found >= {(kind, verb) for kind, verbs in VERBS.items() for verb in verbs}


@pytest.mark.parametrize("seed", range(INSTRUMENTS))
def test_page_and_server_hide_the_same_items(judge: Judge, seed: int) -> None:
    rng = Random(seed)
    instrument = choose_instrument(rng)
    cases = [choose_given(rng, instrument) for _ in range(FILLINGS)]

    shown = judge(instrument, cases)

    due = [list_hidden(instrument, given) for given in cases]
    differ = [
        (given, hidden ^ owed)
        for given, hidden, owed in zip(cases, shown, due, strict=True)
        if hidden != owed
    ]
    assert differ == []
    assert len({frozenset(hidden) for hidden in due}) > FILLINGS // 2


@pytest.mark.parametrize("text", ["\u0663", "3,0", "3", " \uff13 "])
def test_a_three_is_a_three_however_it_is_typed(judge: Judge, text: str) -> None:
    given = {"q-n": [text]}

    [hidden] = judge(INSTRUMENT, [given])

    assert "g2" not in hidden
    assert hidden == list_hidden(INSTRUMENT, given)


NUMERALS = st.builds(write_numeral, st.randoms(use_true_random=False))


@pytest.fixture
def numeral_page(page: Page) -> Page:
    page.add_script_tag(path=STATIC / "numerals.js")
    return page


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(
        st.tuples(NUMERALS | st.text(SIGNS, max_size=12), st.booleans()),
        min_size=50,
        max_size=50,
    )
)
def test_page_and_server_read_the_same_numbers(
    numeral_page: Page, texts: list[tuple[str, bool]]
) -> None:
    found = numeral_page.evaluate(READ, texts)

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
