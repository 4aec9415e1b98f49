from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import UnknownInstrumentError, load_instrument
from tests.webapp.city import make_instrument
from webapp.wording import (
    get_library_instrument,
    list_library_wordings,
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
