from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from instruments.model.text import Key, Language, Model, Number, Text, Truth, Whole


def accepts(kind: Any, value: object) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("text", ["a", "c1_1", "a" * 40])
def test_keys_are_lower_case_with_underscores(text: str) -> None:
    assert accepts(Key, text)


@pytest.mark.parametrize(
    "text", ["", "A", "1a", "_a", "a-b", "a b", "a\n", "é", "a" * 41]
)
def test_other_text_is_no_key(text: str) -> None:
    assert not accepts(Key, text)


@pytest.mark.parametrize("tag", ["en", "fil", "pt-BR", "zh-Hant", "sr-Latn-RS"])
def test_languages_are_tags(tag: str) -> None:
    assert accepts(Language, tag)


@pytest.mark.parametrize("tag", ["", "EN", "english", "pt_BR", "zh-hant", "../en"])
def test_other_text_is_no_language(tag: str) -> None:
    assert not accepts(Language, tag)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("-1.5", -1.5), (".5", 0.5), ("5.", 5), ("1e3", 1000), (2, 2)],
)
def test_numbers_are_read_from_text(text: object, number: float) -> None:
    assert TypeAdapter(Number).validate_python(text) == number


@pytest.mark.parametrize(
    "text", ["", "one", "1_000", "1,5", " 1", "0x1", "nan", "inf", "\u0661"]
)
def test_other_text_is_no_number(text: str) -> None:
    assert not accepts(Number, text)


def test_numbers_of_models_are_finite() -> None:
    class One(Model):
        number: Number

    with pytest.raises(ValidationError):
        One.model_validate({"number": "1e999"})


@pytest.mark.parametrize(("text", "whole"), [("0", 0), ("-12", -12), (7, 7)])
def test_whole_numbers_are_read_from_text(text: object, whole: int) -> None:
    assert TypeAdapter(Whole).validate_python(text) == whole


@pytest.mark.parametrize("text", ["1.0", "1e3", "", "9" * 16])
def test_other_text_is_no_whole_number(text: str) -> None:
    assert not accepts(Whole, text)


@pytest.mark.parametrize(
    ("text", "truth"), [("true", True), ("false", False), (True, True)]
)
def test_truths_are_two_words(text: object, truth: bool) -> None:
    assert TypeAdapter(Truth).validate_python(text) is truth


@pytest.mark.parametrize("text", ["yes", "no", "on", "1", "True", "FALSE", "t", ""])
def test_other_words_are_no_truth(text: str) -> None:
    assert not accepts(Truth, text)


def test_texts_are_trimmed() -> None:
    assert TypeAdapter(Text).validate_python("  words \n") == "words"


def test_values_do_not_change_and_know_their_keys() -> None:
    class One(Model):
        number: Number = 1

    with pytest.raises(ValidationError):
        One().number = 2  # type: ignore[misc]
    with pytest.raises(ValidationError):
        One.model_validate({"unknown": 1})
