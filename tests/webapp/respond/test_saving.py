from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.records import Receipt, StoredAnswer
from webapp.forms.sections import Reading
from webapp.respond.saving import Outcome, parse_seen, write_seen

AT = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
THEIRS = StoredAnswer("law", "yes", 2, AT, "Bo")
FINE = Reading({"law": "no"}, {}, {})
WRONG = Reading({}, {"law": "Choose one of the options."}, {})
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)


@given(st.dictionaries(KEYS, st.integers(0, 999_999_999)))
def test_revisions_survive_the_way_to_the_page_and_back(seen: dict[str, int]) -> None:
    assert parse_seen(write_seen(seen)) == seen


@pytest.mark.parametrize("text", ["", "law", "law:", "law:-", ":1", "LAW:1", "law=1"])
def test_what_are_no_revisions_is_left_out(text: str) -> None:
    assert parse_seen(text) == {}


@pytest.mark.parametrize(
    ("reading", "receipt", "clean"),
    [
        (FINE, Receipt({"law": 1}, {}, AT), True),
        (WRONG, Receipt({}, {}, AT), False),
        (FINE, Receipt({}, {"law": THEIRS}, AT), False),
        (FINE, None, False),
    ],
)
def test_an_outcome_is_clean_if_all_that_was_posted_is_saved(
    reading: Reading, receipt: Receipt | None, clean: bool
) -> None:
    outcome = Outcome(reading, {}, receipt)

    assert outcome.is_clean is clean
    assert outcome.has_saved("law") is clean
