from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.fieldwork.rounds import _KEY
from webapp.organise.keys import suggest_key


def nothing_taken(key: str) -> bool:
    del key
    return False


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Séoul 2026: workshop", "seoul-2026-workshop"),
        ("2026 in Seoul", "in-seoul"),
        ("ورشة سيول", "meter-2026"),
        ("...", "meter-2026"),
    ],
)
def test_a_key_is_made_from_the_title(title: str, key: str) -> None:
    assert suggest_key(title, "meter", 2026, nothing_taken) == key


def test_a_taken_key_gets_a_number() -> None:
    taken = {"seoul", "seoul-2"}

    assert suggest_key("Seoul", "meter", 2026, taken.__contains__) == "seoul-3"


@given(st.text(max_size=200))
def test_every_title_gives_a_key_that_a_round_can_have(title: str) -> None:
    assert _KEY.fullmatch(suggest_key(title, "meter", 2026, nothing_taken))
