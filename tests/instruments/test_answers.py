from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import (
    MISSING_MARKS,
    AnswerError,
    AnswerFault,
    Missing,
    answer_to_text,
    load_instrument,
    parse_answer,
)
from instruments.answers import LINK_MOST_CHARACTERS
from instruments.model.answers import SENTENCES
from instruments.model.items import BaseItem

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Answer, Instrument

EVERY_TYPE = """meter: 1
key: tiny
version: "1"
title: Tiny
language: en
sections:
  - key: s
    title: S
    items:
      - {key: yn, type: yes_no, ask: A, allow: [not_applicable, dont_know, refused]}
      - key: level
        ask: B
        options:
          [{code: none, say: No}, {code: half, say: Half}, {code: full, say: Full}]
      - key: several
        type: multiple
        ask: C
        at_most: 2
        options: [{code: x, say: X}, {code: y, say: Y}, {code: z, say: Z},
          {code: none, say: None, alone: true}]
      - {key: share, type: number, ask: D, at_least: 0, at_most: 100}
      - {key: free, type: number, ask: D}
      - {key: people, type: number, ask: E, whole: true}
      - {key: words, type: text, ask: F, at_most: 20}
      - {key: words_or_reason, type: text, ask: F, allow: [not_applicable]}
      - {key: day, type: date, ask: G, at_least: 2000-01-01, at_most: 2030-12-31}
      - {key: page, type: link, ask: H}
"""


@pytest.fixture(scope="module")
def instrument(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    file: Path = tmp_path_factory.mktemp("answers") / "tiny.yaml"
    file.write_text(EVERY_TYPE, encoding="utf-8")
    return load_instrument(file)


def parse(instrument: Instrument, key: str, text: str | list[str]) -> Answer:
    return parse_answer(instrument, instrument.items[key], text)


def find_fault(instrument: Instrument, key: str, text: str | list[str]) -> AnswerError:
    with pytest.raises(AnswerError) as caught:
        parse(instrument, key, text)
    return caught.value


@pytest.mark.parametrize(
    ("key", "text", "answer"),
    [
        ("yn", "yes", "yes"),
        ("yn", "1", "yes"),
        ("yn", "0.0", "no"),
        ("yn", "TRUE", "yes"),
        ("yn", "False", "no"),
        ("yn", " No ", "no"),
        ("level", "half", "half"),
        ("level", ["full"], "full"),
        ("several", "x", ("x",)),
        ("several", "y; x", ("x", "y")),
        ("several", ["y", "", "x", "x"], ("x", "y")),
        ("several", "none", ("none",)),
        ("share", "12,5", 12.5),
        ("people", "1,234", 1234.0),
        ("words", " two\r\nlines ", "two\nlines"),
        ("words", "Cafe\u0301", "Caf\u00e9"),
        ("words", "NA", "NA"),
        ("words_or_reason", "NA", Missing.NOT_APPLICABLE),
        ("day", "2026-06-18", "2026-06-18"),
        ("page", "https://city.example/p?q=1#r", "https://city.example/p?q=1#r"),
        ("page", "http://[::1]:8080/", "http://[::1]:8080/"),
    ],
)
def test_what_was_given_becomes_an_answer(
    instrument: Instrument, key: str, text: str | list[str], answer: Answer
) -> None:
    assert parse(instrument, key, text) == answer


@pytest.mark.parametrize(
    "key", ["yn", "level", "several", "share", "words", "day", "page"]
)
@pytest.mark.parametrize("text", ["", "  ", [], ["", " "], "\n"])
def test_a_blank_is_unanswered(
    instrument: Instrument, key: str, text: str | list[str]
) -> None:
    assert parse(instrument, key, text) is Missing.UNANSWERED


@pytest.mark.parametrize("text", [";", " ; ;", [";"], ["", "; "], [";", " "]])
def test_separators_alone_choose_nothing(
    instrument: Instrument, text: str | list[str]
) -> None:
    assert parse(instrument, "several", text) is Missing.UNANSWERED


def test_an_item_of_a_type_that_is_not_known_is_no_text(
    instrument: Instrument,
) -> None:
    colour: Any = BaseItem(key="colour", ask="Which colour?")

    with pytest.raises(AssertionError):
        parse_answer(instrument, colour, "green")


@pytest.mark.parametrize(("mark", "reason"), MISSING_MARKS.items())
def test_marks_are_reasons_where_the_item_allows_them(
    instrument: Instrument, mark: str, reason: Missing
) -> None:
    assert parse(instrument, "yn", mark) is reason
    assert find_fault(instrument, "share", mark).facts == {"reason": reason}


@pytest.mark.parametrize(
    ("key", "text", "fault"),
    [
        ("yn", "maybe", AnswerFault.NOT_AN_OPTION),
        ("level", "2", AnswerFault.NOT_AN_OPTION),
        ("level", ";", AnswerFault.NOT_AN_OPTION),
        ("level", ["half", "full"], AnswerFault.TOO_MANY),
        ("several", "x;w", AnswerFault.NOT_AN_OPTION),
        ("several", "x;y;z", AnswerFault.TOO_MANY),
        ("several", "x;none", AnswerFault.ALONE),
        ("share", "half", AnswerFault.NOT_A_NUMBER),
        ("share", "nan", AnswerFault.NOT_A_NUMBER),
        ("free", "1,234", AnswerFault.AMBIGUOUS_NUMBER),
        ("share", "-1", AnswerFault.TOO_LOW),
        ("share", "100.1", AnswerFault.TOO_HIGH),
        ("people", "1.5", AnswerFault.NOT_WHOLE),
        ("words", "a" * 21, AnswerFault.TOO_LONG),
        ("words", "a\x00b", AnswerFault.CONTROL_CHARACTER),
        ("words", "a\x1bb", AnswerFault.CONTROL_CHARACTER),
        ("day", "18.6.2026", AnswerFault.NOT_A_DATE),
        ("day", "20260618", AnswerFault.NOT_A_DATE),
        ("day", "2026-02-30", AnswerFault.NOT_A_DATE),
        ("day", "1999-12-31", AnswerFault.TOO_LOW),
        ("day", "2031-01-01", AnswerFault.TOO_HIGH),
        ("page", "city.example", AnswerFault.NOT_A_LINK),
        ("page", "javascript:alert(1)", AnswerFault.NOT_A_LINK),
        ("page", "https://", AnswerFault.NOT_A_LINK),
        ("page", "https:///path", AnswerFault.NOT_A_LINK),
        ("page", "https://user:secret@city.example/", AnswerFault.NOT_A_LINK),
        ("page", "https://city.example:99999/", AnswerFault.NOT_A_LINK),
        ("page", "https://[city/", AnswerFault.NOT_A_LINK),
        ("page", 'https://city.example/"><script>', AnswerFault.NOT_A_LINK),
        ("page", "https://city.example/a b", AnswerFault.NOT_A_LINK),
        (
            "page",
            "https://c.example/" + "a" * LINK_MOST_CHARACTERS,
            AnswerFault.TOO_LONG,
        ),
        ("several", "NA", AnswerFault.NOT_ALLOWED),
    ],
)
def test_what_is_no_answer_is_refused_with_its_fault(
    instrument: Instrument, key: str, text: str | list[str], fault: AnswerFault
) -> None:
    assert find_fault(instrument, key, text).code is fault


def test_an_ambiguous_number_comes_with_both_readings(instrument: Instrument) -> None:
    assert find_fault(instrument, "free", "1,234").facts["readings"] == (
        "1.234",
        "1234",
    )


def test_the_closest_option_is_offered(instrument: Instrument) -> None:
    facts = find_fault(instrument, "level", "hlaf").facts

    assert facts["closest"] == "half"
    assert facts["options"] == ["none", "half", "full"]


def test_length_is_counted_in_the_characters_that_are_kept(
    instrument: Instrument,
) -> None:
    assert parse(instrument, "words", "e\u0301" * 20) == "\u00e9" * 20


@pytest.mark.parametrize("fault", AnswerFault)
def test_every_fault_has_a_sentence(fault: AnswerFault) -> None:
    assert SENTENCES[fault].endswith(".")


def test_the_sentence_says_the_facts() -> None:
    error = AnswerError(AnswerFault.TOO_HIGH, given=101.0, at_most=100.0)

    assert str(error) == "101 is too high; give 100 or less."
    assert error.exit_code == 11


@pytest.mark.parametrize(
    ("key", "answer", "text"),
    [
        ("yn", "yes", "yes"),
        ("several", ("x", "y"), "x;y"),
        ("share", 12.0, "12"),
        ("share", 0.1, "0.1"),
        ("people", 1e16, "1e+16"),
        ("day", "2026-06-18", "2026-06-18"),
        ("yn", Missing.NOT_APPLICABLE, "NA"),
        ("yn", Missing.DONT_KNOW, "DK"),
        ("yn", Missing.REFUSED, "RF"),
        ("yn", Missing.UNANSWERED, ""),
        ("yn", Missing.NOT_ASKED, ""),
    ],
)
def test_answers_are_written_in_one_form(
    instrument: Instrument, key: str, answer: Answer, text: str
) -> None:
    assert answer_to_text(instrument.items[key], answer) == text


def texts() -> st.SearchStrategy[str]:
    """Return texts as they are kept: composed, trimmed, without controls."""
    alphabet = st.characters(exclude_categories=["Cc", "Cs", "Cn"])
    composed = st.text(alphabet, max_size=20).map(
        lambda text: unicodedata.normalize("NFC", text).strip()
    )
    return composed.filter(
        lambda text: 0 < len(text) <= 20 and text not in MISSING_MARKS
    )


ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "yn": st.sampled_from(["yes", "no", *MISSING_MARKS.values(), Missing.UNANSWERED]),
    "level": st.sampled_from(["none", "half", "full"]),
    "several": st.sampled_from([("x",), ("x", "y"), ("y", "z"), ("x", "z"), ("none",)]),
    "share": st.floats(min_value=0, max_value=100).map(lambda number: number + 0.0),
    "free": st.floats(allow_nan=False, allow_infinity=False).map(lambda n: n + 0.0),
    "people": st.integers(-(2**53), 2**53).map(float),
    "words": texts(),
    "day": st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)).map(dt.date.isoformat),
}


@pytest.mark.parametrize("key", sorted(ANSWERS))
@given(data=st.data())
def test_a_written_answer_is_read_back_the_same(
    instrument: Instrument, key: str, data: st.DataObject
) -> None:
    answer = data.draw(ANSWERS[key])
    item = instrument.items[key]

    assert parse_answer(instrument, item, answer_to_text(item, answer)) == answer


@pytest.mark.parametrize("key", sorted({*ANSWERS, "page", "words_or_reason"}))
@given(text=st.text(max_size=40))
def test_any_text_is_an_answer_or_refused(
    instrument: Instrument, key: str, text: str
) -> None:
    item = instrument.items[key]
    try:
        answer = parse_answer(instrument, item, text)
    except AnswerError:
        return

    assert answer != ()
    assert parse_answer(instrument, item, answer_to_text(item, answer)) == answer
