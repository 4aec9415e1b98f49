"""All that a package says goes through the catalogues, and is said once in English."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from meter.exchange.package.words import Words
from webapp.languages import speaking
from webapp.package import guide, rules, titles
from webapp.package.guide import write_guide
from webapp.package.rules import write_rules
from webapp.package.titles import write_titles
from webapp.package.words import write_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def test_in_english_the_words_are_those_that_packages_have_by_themselves() -> None:
    with speaking("en"):
        written = write_words("en")

    plain = Words()
    for one in fields(Words):
        if one.name not in {"no", "reasons"}:  # said as the questionnaire says it
            assert getattr(written, one.name) == getattr(plain, one.name), one.name


def list_texts(said: object) -> Iterator[str]:
    """Give every text of a dataclass, of its mappings and tuples too."""
    for one in fields(said):  # type: ignore[arg-type]
        value = getattr(said, one.name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value
        else:
            yield from value.values()


def test_every_title_and_sentence_is_translated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (guide, rules, titles):
        monkeypatch.setattr(module, "_", lambda message: f"<{message}>")

    said = write_titles(), write_guide(), write_rules()
    found = [text for one in said for text in list_texts(one)]

    assert len(found) > 85
    assert [text for text in found if not text.startswith("<")] == []
