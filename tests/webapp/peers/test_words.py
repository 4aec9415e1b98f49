"""What is said of groups and of what is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from instruments import Instrument
from meter.peers.bands import Standing
from meter.peers.records import Withheld
from meter.peers.seeing import Dark
from tests.meter.peers.crowd import DOCUMENT
from webapp.peers.words import say_dark, say_group, say_standing, say_withheld

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

INSTRUMENT = Instrument.model_validate(DOCUMENT)


@pytest.fixture(autouse=True)
def speaking(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("field", "group", "words"),
    [
        (None, "", "all who share this in the round"),
        ("region", "north", "Region: North"),
        ("region", "", "those whose own group is too small to be shown"),
        ("population", "0", "Population: less than 100,000"),
        ("population", "100000", "Population: from 100,000 to less than 500,000"),
        ("population", "500000", "Population: 500,000 and more"),
    ],
)
def test_a_group_is_named(field: str | None, group: str, words: str) -> None:
    assert say_group(INSTRUMENT, field, group) == words


def test_every_reason_has_a_sentence_of_its_own() -> None:
    dark = {say_dark(one, 3) for one in get_args(Dark)}

    assert len(dark) == len(get_args(Dark))
    assert {say_withheld(one) for one in get_args(Withheld)}.isdisjoint(dark)
    assert len({say_standing(one) for one in get_args(Standing)}) == 5
    assert "3 units of your group" in say_dark("few", 3)
