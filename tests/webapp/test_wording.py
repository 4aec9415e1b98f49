from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import UnknownInstrumentError, load_instrument
from instruments.reading.repeats import expand_repeats
from tests.webapp.city import make_instrument
from webapp.wording import (
    get_library_instrument,
    list_library_wordings,
    word_ask,
    word_heading,
    word_instrument,
    word_options,
)

if TYPE_CHECKING:
    from flask import Flask


def test_an_instrument_is_worded_for_the_reader(app: Flask) -> None:
    with app.test_request_context("/?lang=ar"):
        app.preprocess_request()
        wording = word_instrument(load_instrument("meter"))

    assert (wording.language, wording.direction) == ("ar", "rtl")
    assert wording.instrument.title != wording.source.title
    assert wording.instrument.meaning == wording.source.meaning


def test_words_that_are_not_translated_stay_in_their_own_language() -> None:
    wording = word_instrument(make_instrument(), "ar")

    assert (wording.language, wording.direction) == ("en", "ltr")


def test_an_instrument_is_worded_once() -> None:
    source = load_instrument("ecities")

    assert word_instrument(source, "fr") is word_instrument(source, "fr")


def test_yes_and_no_of_an_instrument_stay_its_own() -> None:
    scales = {
        "yes_no": {
            "kind": "nominal",
            "options": [{"code": "yes", "say": "Aye"}, {"code": "no", "say": "Nay"}],
        },
        "extent": make_instrument().scales["extent"].model_dump(),
    }
    own = make_instrument(scales=scales)

    says = [option.say for option in word_options(own, own.items["board"])]

    assert says == ["Aye", "Nay"]


def test_the_library_is_offered_whole() -> None:
    keys = {wording.instrument.key for wording in list_library_wordings()}

    assert {"meter", "ecities", "egdi"} <= keys


def test_there_is_no_library_instrument_of_another_name() -> None:
    with pytest.raises(UnknownInstrumentError):
        get_library_instrument("nothing")


REPEATED = [
    {
        "key": "site",
        "title": "Website",
        "repeat": {"over": [{"key": "health", "say": "Health"}]},
        "items": [{"key": "search", "type": "yes_no", "ask": "It can be searched."}],
    },
    {
        "key": "law",
        "title": "Law",
        "items": [{"key": "act", "type": "yes_no", "ask": "There is an act."}],
    },
]


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["Website: Health", "Law"]),
        ("fr", ["Website\N{NO-BREAK SPACE}: Health", "Law"]),
    ],
)
def test_a_repeated_section_is_headed_by_its_entry(
    app: Flask, language: str, headings: list[str]
) -> None:
    instrument = expand_repeats(make_instrument(sections=REPEATED))

    with app.test_request_context(f"/?lang={language}"):
        app.preprocess_request()
        said = [word_heading(section) for section in instrument.sections]

    assert said == headings


def test_an_item_away_from_its_section_tells_its_entry() -> None:
    instrument = expand_repeats(make_instrument(sections=REPEATED))

    assert word_ask(instrument, "search_health") == "Health: It can be searched."
    assert word_ask(instrument, "search") == "It can be searched."
    assert word_ask(instrument, "act") == "There is an act."
