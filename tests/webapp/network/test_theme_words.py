"""Themes and languages are read and written in the words of the reader."""

from __future__ import annotations

import pytest

from meter.network.errors import LanguageError
from webapp.languages import speaking
from webapp.network.theme_words import Themes, read_languages, say_languages


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("French, Wolof", ["fr", "wo"]),
        ("français; العربية", ["fr", "ar"]),
        ("中文、한국어", ["zh", "ko"]),
        ("fr,fr, FRENCH", ["fr"]),
        (" , ", []),
    ],
)
def test_languages_are_named_as_people_do(text: str, tags: list[str]) -> None:
    assert read_languages(text) == tags


def test_a_language_is_read_as_the_reader_was_shown_it() -> None:
    for code in ("ar", "es", "fr", "ko", "ru", "zh"):
        with speaking(code):
            assert read_languages(say_languages(["sw", "pt", "ar"])) == [
                "sw",
                "pt",
                "ar",
            ]


def test_what_is_no_language_is_named() -> None:
    with pytest.raises(LanguageError) as caught:
        read_languages("French, Elvish of the north")
    assert caught.value.name == "Elvish of the north"


def test_a_theme_that_is_no_longer_measured_keeps_its_key() -> None:
    themes = Themes({"law": "Law"})
    assert (themes.say("law"), themes.say("old")) == ("Law", "old")
    assert themes.list_choices("old") == [("law", "Law"), ("old", "old")]
    assert themes.list_choices("law") == [("law", "Law")]
