"""The library is under test itself: every shipped file is clean and complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import (
    UnknownInstrumentError,
    check_instrument,
    list_library,
    load_instrument,
    translate,
)
from instruments.extraction import measure_progress
from instruments.library import find_file

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("en", "ar", "es", "fr", "ko", "ru", "zh")

OF_THE_SURVEY = {
    "egdi",
    "epi",
    "hci",
    "losi_2024",
    "osi_2024",
    "tii_2018",
    "tii_2024",
    "web_measure",
}


def test_the_library_holds_what_the_mission_names() -> None:
    assert {"ecities", "meter", *OF_THE_SURVEY} <= set(list_library())


@pytest.mark.parametrize("key", list_library())
def test_a_shipped_instrument_has_no_finding(key: str) -> None:
    """A published index that is relative says so, and is shipped all the same."""
    findings = [one for one in check_instrument(key) if one.code != "WT15"]

    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("key", list_library())
def test_a_shipped_instrument_is_named_by_its_folder(key: str) -> None:
    assert load_instrument(key).key == key


@pytest.mark.parametrize("key", list_library())
def test_a_shipped_instrument_is_complete_in_each_language(key: str) -> None:
    instrument = load_instrument(key)

    progress = measure_progress(instrument, find_file(key))

    assert instrument.languages == LANGUAGES
    assert [(one.missing, one.fuzzy, one.unknown) for one in progress] == [
        (0, 0, 0)
    ] * (len(LANGUAGES) - 1)


@pytest.mark.parametrize("key", sorted(OF_THE_SURVEY))
def test_what_follows_the_survey_says_whose_words_they_are(key: str) -> None:
    source = load_instrument(key).source or ""

    assert "did not write or endorse this instrument" in source


@pytest.mark.parametrize("key", list_library())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_translation_means_the_same(key: str, language: str) -> None:
    instrument = load_instrument(key)

    assert translate(instrument, language).meaning == instrument.meaning


def test_a_path_is_found_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.touch()

    assert find_file(str(file)) == file


def test_a_folder_stands_for_the_instrument_in_it(tmp_path: Path) -> None:
    file = tmp_path / "instrument.yaml"
    file.touch()

    assert find_file(tmp_path) == file


def test_an_unknown_key_is_answered_with_the_closest() -> None:
    with pytest.raises(UnknownInstrumentError) as caught:
        find_file("metre")

    assert (caught.value.key, caught.value.closest) == ("metre", "meter")
    assert caught.value.exit_code == 13


def test_a_key_like_nothing_known_is_answered_with_what_to_give() -> None:
    with pytest.raises(UnknownInstrumentError, match="Give a library key"):
        find_file("/nowhere/at/all.yaml")
