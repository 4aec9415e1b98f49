from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from scoring.study.diagnostics.diagnosis import LEVELS
from webapp.results import diagnosis_words as words

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = re.compile(r"%\((\w+)\)s")

BOUNDS = {"claimed", "met", "node"}
"""What sentences may name beside numbers."""

TABLES = {
    "reported": words.REPORTED,
    "not there": words.NOT_THERE,
    "formulas": words.FORMULAS,
    "gain": {"competition": words.GAIN},
}


def test_every_level_has_a_word_and_a_shape() -> None:
    assert set(words.LEVELS) == set(words.MARKS) == set(LEVELS)
    assert len(set(words.LEVELS.values())) == len(LEVELS)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_sentences_name_numbers_that_there_are(table: Mapping[str, str]) -> None:
    for said in table.values():
        assert set(PLACE.findall(said)) <= {*words.NUMBERS, *BOUNDS}


def test_counts_and_ratios_are_numbers() -> None:
    assert set(words.NUMBERS) >= words.COUNTS | words.RATIOS
    assert not words.COUNTS & words.RATIOS
