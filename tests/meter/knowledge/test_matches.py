"""Matches are marked in the text as it was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.knowledge.matches import AROUND, Part, find_passage, mark_matches
from meter.knowledge.words import read_query


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The Law of laws", "law", ["Law", "laws"]),
        ("L'été <b>", "ete b", ["été", "b"]),
        ("促进电子政务法", "电子政务", ["电子政务"]),
        ("전자정부법을 시행", "정부", ["정부"]),
        ("قانون الحكومة", "حكومة", ["الحكومة"]),
        ("Об электронной подписи", "ЭЛЕКТРОН", ["электронной"]),  # noqa: RUF001  (as it is written)
        ("Nothing here", "law", []),
    ],
)
def test_words_that_are_looked_for_are_marked(
    text: str, query: str, marked: list[str]
) -> None:
    parts = mark_matches(text, read_query(query))

    assert [one.text for one in parts if one.is_match] == marked
    assert "".join(one.text for one in parts) == text


def test_the_first_passage_with_a_match_is_cut_down() -> None:
    long = f"{'before ' * 50}the law {'after ' * 50}"

    parts = find_passage(["nothing", long], read_query("law"))

    shown = "".join(one.text for one in parts)
    assert Part("law", is_match=True) in parts
    assert shown.startswith("…before")
    assert shown.endswith("after…")
    assert len(shown) <= 3 * AROUND + 2


def test_where_nothing_stands_no_passage_is_shown() -> None:
    assert find_passage(["nothing"], read_query("law")) == ()


@given(st.text(), st.text())
def test_no_sign_of_a_text_is_lost(text: str, query: str) -> None:
    whole = unicodedata.normalize("NFC", text)

    parts = mark_matches(whole, read_query(query))

    assert "".join(one.text for one in parts) == whole
