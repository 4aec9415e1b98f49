from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from instruments import Answer, Missing, parse_answer
from tests.webapp.city import make_instrument
from webapp.forms.given import Given, show_answer
from webapp.forms.sections import Reading, read_answers

INSTRUMENT = make_instrument()
ITEMS = list(INSTRUMENT.items.values())


def read(*fields: tuple[str, str]) -> Reading:
    return read_answers(
        INSTRUMENT, ITEMS, MultiDict([("csrf_token", "x"), *fields]), "en"
    )


@pytest.mark.parametrize(
    ("fields", "key", "answer"),
    [
        ([("q-level", "partly")], "level", "partly"),
        ([("q-level", "")], "level", Missing.UNANSWERED),
        ([("q-level", "DK")], "level", Missing.DONT_KNOW),
        ([("q-board", "no")], "board", "no"),
        ([("q-kind", "port")], "kind", "port"),
        (
            [("q-topics", ""), ("q-topics", "law"), ("q-topics", "money")],
            "topics",
            ("law", "money"),
        ),
        ([("q-topics", "")], "topics", Missing.UNANSWERED),
        ([("q-topics", ""), ("r-topics", "DK")], "topics", Missing.DONT_KNOW),
        ([("q-share", "12,5")], "share", 12.5),
        (
            [("q-share", "\N{ARABIC-INDIC DIGIT FIVE}\N{ARABIC-INDIC DIGIT ZERO}")],
            "share",
            50.0,
        ),
        ([("q-share", " "), ("r-share", "RF")], "share", Missing.REFUSED),
        ([("q-share", "7"), ("r-share", "")], "share", 7.0),
        ([("q-words", "two\r\nlines")], "words", "two\nlines"),
        ([("q-words", "NA")], "words", "NA"),
        ([("q-start", "2026-11-02")], "start", "2026-11-02"),
        (
            [("q-site", "https://example.org/a?b=1")],
            "site",
            "https://example.org/a?b=1",
        ),
    ],
)
def test_what_was_posted_becomes_the_answer(
    fields: list[tuple[str, str]], key: str, answer: Answer
) -> None:
    reading = read(*fields)

    assert reading.answers == {key: answer}
    assert reading.errors == {}


@pytest.mark.parametrize(
    "fields",
    [
        [("q-level", "much")],
        [("q-level", "none"), ("q-level", "fully")],
        [("q-level", "RF")],
        [("q-board", "perhaps")],
        [("q-topics", "law"), ("q-topics", "none")],
        [("q-topics", "law"), ("r-topics", "DK")],
        [("q-topics", ""), ("r-topics", "NA")],
        [("q-topics", ""), ("r-topics", "what")],
        [("q-share", "1e999")],
        [("q-share", "NaN")],
        [("q-share", "5"), ("r-share", "DK")],
        [("q-words", "x" * 51)],
        [("q-start", "02/11/2026")],
        [("q-site", "javascript:alert(1)")],
    ],
)
def test_nonsense_is_no_answer_and_stays_as_it_was_typed(
    fields: list[tuple[str, str]],
) -> None:
    key = fields[0][0][2:]
    reading = read(*fields)

    assert reading.answers == {}
    assert set(reading.errors) == {key}
    typed = [text for name, text in fields if name.startswith("q-") and text]
    given = reading.given[key]
    assert [*given.texts, given.reason][: len(typed)] == typed


def test_an_item_that_was_not_posted_is_neither_answered_nor_cleared() -> None:
    reading = read(("q-level", "fully"), ("unknown", "1"), ("q-nothing", "2"))

    assert set(reading.answers) == set(reading.given) == {"level"}


def test_good_answers_are_read_beside_bad_ones() -> None:
    reading = read(("q-level", "fully"), ("q-share", "lots"), ("q-words", "fine"))

    assert reading.answers == {"level": "fully", "words": "fine"}
    assert set(reading.errors) == {"share"}


def test_an_answer_and_a_reason_together_ask_for_one_of_them() -> None:
    reading = read(("q-share", "5"), ("r-share", "DK"))

    assert reading.errors["share"] == (
        "Keep either the answer or the reason, and clear the other."
    )
    assert reading.given["share"] == Given(("5",), "DK")


@pytest.mark.parametrize("key", ["data", "errors", "validate", "process", "meta"])
def test_an_item_may_be_called_like_a_part_of_a_form(key: str) -> None:
    instrument = make_instrument(
        sections=[
            {
                "key": "only",
                "title": "Only",
                "items": [{"key": key, "type": "text", "ask": "What?"}],
            }
        ],
        framework=None,
        methods={},
        stages={},
    )
    form = MultiDict([(f"q-{key}", "words")])

    reading = read_answers(instrument, list(instrument.items.values()), form, "en")

    assert reading.answers == {key: "words"}


@given(st.dictionaries(st.sampled_from([i.key for i in ITEMS]), st.text(max_size=60)))
def test_whatever_is_posted_is_an_answer_or_has_a_sentence(
    posted: dict[str, Any],
) -> None:
    reading = read(*((f"q-{key}", text) for key, text in posted.items()))

    assert set(reading.answers) | set(reading.errors) == set(posted)
    assert set(reading.answers) & set(reading.errors) == set()
    assert all(reading.errors.values())


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_what_a_page_shows_of_an_answer_is_read_as_that_answer(item: Any) -> None:
    samples = {
        "share": "33.25",
        "words": "words",
        "how": "words",
        "contact": "words",
        "start": "2026-11-02",
        "site": "https://example.org",
    }
    options = INSTRUMENT.options_of(item)
    text = samples.get(item.key) or options[0].code
    answer = parse_answer(INSTRUMENT, item, text)

    shown = show_answer(item, answer)

    fields = [(f"q-{item.key}", one) for one in shown.texts]
    assert read(*fields).answers == {item.key: answer}
