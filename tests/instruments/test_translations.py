from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, UnknownLanguageError, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Instrument]

FRENCH = {
    "title": "Petit",
    "item.a.ask": "Demande A",
    "scale.yes_no.option.yes.say": "Oui",
}


@pytest.fixture
def instrument(make: Make) -> Instrument:
    made = make("{key: a, type: yes_no, ask: A}", "{key: b, type: text, ask: B}")
    return made.model_copy(update={"translations": {"fr": FRENCH}})


def test_words_are_those_of_the_language(instrument: Instrument) -> None:
    french = translate(instrument, "fr")

    assert french.title == "Petit"
    assert french.items["a"].ask == "Demande A"


def test_words_without_a_translation_stay(instrument: Instrument) -> None:
    french = translate(instrument, "fr")

    assert french.items["b"].ask == "B"
    says = [option.say for option in french.options_of(french.items["a"])]
    assert says == ["Oui", "No"]


def test_the_meaning_stays(instrument: Instrument) -> None:
    assert translate(instrument, "fr").meaning == instrument.meaning


def test_the_source_language_is_the_instrument_itself(instrument: Instrument) -> None:
    assert translate(instrument, "en") is instrument


def test_what_was_translated_stays_as_it_was(instrument: Instrument) -> None:
    translate(instrument, "fr")

    assert instrument.title == "Tiny"
    assert "yes_no" not in instrument.scales


def test_a_translated_instrument_can_be_translated_again(
    instrument: Instrument,
) -> None:
    french = translate(instrument, "fr")

    assert french.languages == ("en", "fr")
    assert translate(french, "fr") == french


def test_an_unknown_language_is_refused_with_those_that_are_known(
    instrument: Instrument,
) -> None:
    with pytest.raises(UnknownLanguageError) as caught:
        translate(instrument, "de")

    assert caught.value.known == ("en", "fr")
    assert caught.value.exit_code == 13
