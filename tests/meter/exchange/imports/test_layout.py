"""Which program wrote a file is seen by its headings."""

from __future__ import annotations

import pytest

from meter.cli.import_ import LAYOUTS as NAMED
from meter.exchange.imports.layout import has_all
from meter.exchange.imports.layouts import NAMES, choose_layout

HEADINGS = {
    "limesurvey": ["id", "submitdate", "lastpage", "startlanguage", "law"],
    "kobo": ["start", "end", "law", "_id", "_uuid", "_submission_time"],
    "odk": ["SubmissionDate", "law", "KEY", "SubmitterID"],
    "google-forms": ["Timestamp", "There is a law."],
    "table": ["city", "law"],
}


@pytest.mark.parametrize("key", HEADINGS)
def test_each_program_is_recognised(key: str) -> None:
    assert choose_layout(HEADINGS[key]).key == key


def test_the_name_of_a_layout_wins() -> None:
    assert choose_layout(HEADINGS["table"], "kobo").key == "kobo"


def test_the_command_names_all_layouts() -> None:
    assert set(NAMED) == set(NAMES)


def test_headings_are_there_whatever_their_case() -> None:
    assert has_all(["KEY", "x"], "key")
    assert not has_all(["KEY"], "key", "x")
