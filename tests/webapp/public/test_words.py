"""What is said of the public is said of every level, licence and reason."""

from __future__ import annotations

from typing import get_args

from meter.peers.records import Withheld
from meter.publication.records import LEVELS, LICENCES
from webapp.public.words import name_level, name_licence, say_level, say_withheld


def test_every_level_has_a_name_and_a_meaning() -> None:
    assert len({name_level(level) for level in LEVELS}) == len(LEVELS)
    assert len({say_level(level) for level in LEVELS}) == len(LEVELS)
    assert "never with your answers" in say_level("named")


def test_every_licence_is_named_by_its_conditions() -> None:
    assert len({name_licence(key) for key in LICENCES}) == len(LICENCES)


def test_every_reason_says_that_nothing_is_told() -> None:
    said = {say_withheld(reason) for reason in get_args(Withheld)}

    assert len(said) == len(get_args(Withheld))
    assert all(one.startswith("not told: ") for one in said)
    assert say_withheld("few") == "not told: fewer than 6 participants"
