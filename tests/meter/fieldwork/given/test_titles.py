"""Names are one line that says something, in one spelling."""

from __future__ import annotations

import pytest

from meter.fieldwork.given.errors import TitleError
from meter.fieldwork.given.titles import parse_title


def test_spaces_at_the_ends_go() -> None:
    assert parse_title("  Marenda  ") == "Marenda"


def test_one_name_has_one_spelling() -> None:
    composed, apart = "S\u00e3o", "Sa\u0303o"

    assert parse_title(apart) == parse_title(composed) == composed


def test_200_characters_are_the_most() -> None:
    assert parse_title("x" * 200)
    with pytest.raises(TitleError):
        parse_title("x" * 201)


@pytest.mark.parametrize("text", ["", " ", "a\nb", "a\tb", "a\0b", "\ud800"])
def test_what_no_page_can_show_is_refused(text: str) -> None:
    with pytest.raises(TitleError):
        parse_title(text)
