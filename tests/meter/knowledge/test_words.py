"""Words are cut and folded alike in every script; a query is nothing but words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.knowledge.words import (
    QUERY_MOST,
    TERMS_MOST,
    WORD_MOST,
    Term,
    cut,
    fold,
    list_words,
    read_query,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'Été à Paris", ["l", "ete", "a", "paris"]),
        ("Электронная ПОДПИСЬ", ["электронная", "подпись"]),
        ("电子政务", ["电", "子", "政", "务", "电子", "子政", "政务"]),
        ("정부 법", ["정", "부", "정부", "법"]),
        ("والحكومةِ قانونٌ", ["حكومه", "قانون"]),
        ("ﾊﾟ ＡＢＣ", ["ハ", "abc"]),  # noqa: RUF001  (as it is written)
        ("G2B-2010年", ["g2b", "2010", "年"]),
        ("Straße ﬁn", ["strasse", "fin"]),
        ("' \" * ( ) - : ^", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert list_words(text) == words


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("电子政务", [Term("电子", True), Term("子政", True), Term("政务", True)]),
        ("法", [Term("法", True)]),
        ("정부", [Term("정부", True)]),
        ("الحكومة", [Term("حكومه")]),
        ("подпис*", [Term("подпис")]),
        ('"law" NEAR (act) -not', [Term(one) for one in ("law", "near", "act", "not")]),
        ("law law", [Term("law")]),
        ("", []),
    ],
)
def test_a_query_is_read_as_words(query: str, terms: list[Term]) -> None:
    assert list(read_query(query)) == terms


def test_a_word_begins_as_was_typed_and_a_pair_of_signs_is_whole() -> None:
    lawyer, pair = next(cut("lawyer")), list(cut("政务"))[-1]

    assert Term("law").meets(lawyer)
    assert not Term("lawyers").meets(lawyer)
    assert Term("政务", whole=True).meets(pair)
    assert not Term("政", whole=True).meets(pair)


def test_of_a_long_query_no_more_is_looked_for() -> None:
    many = " ".join(f"w{number}" for number in range(100))

    assert len(read_query(many)) == TERMS_MOST
    assert read_query("a " * QUERY_MOST + "b") == (Term("a"),)


@given(st.text())
def test_words_are_letters_and_digits_at_their_places(text: str) -> None:
    for word in cut(text):
        assert word.text.isalnum()
        assert len(word.text) <= WORD_MOST
        assert 0 <= word.start < word.end <= len(text)


@given(st.text())
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    composed = unicodedata.normalize("NFC", text[:QUERY_MOST])
    words = list(cut(composed))

    for term in read_query(composed[:QUERY_MOST]):
        assert any(term.meets(word) for word in words)


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    once = fold(text)

    assert once.isalnum() or once == ""
    assert fold(once.upper()) == fold(once.upper().lower())
