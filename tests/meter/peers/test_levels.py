"""Levels are ordered, capped by the round, and an index is named as a whole."""

from __future__ import annotations

from instruments import Instrument
from meter.peers.levels import (
    cap_level,
    find_held_back,
    includes,
    list_open_nodes,
    list_peer_nodes,
)
from tests.meter.peers.crowd import DOCUMENT, NODES, PARTS

FRAMEWORK = Instrument.model_validate(DOCUMENT).framework


def test_a_round_caps_what_a_unit_decided() -> None:
    assert cap_level("named", "spread") == "spread"
    assert cap_level("nothing", "named") == "nothing"


def test_a_level_includes_those_that_show_less() -> None:
    assert includes("named", "spread")
    assert not includes("spread", "named")


def test_units_decide_about_indices_and_their_parts() -> None:
    assert FRAMEWORK is not None
    assert list_peer_nodes(FRAMEWORK) == list(NODES)


def test_an_index_is_held_back_until_all_its_parts_are_named() -> None:
    assert FRAMEWORK is not None
    some = {"whole": "named", "law": "named", "policy": "spread"}
    every = dict.fromkeys(NODES, "named")
    parts = dict.fromkeys(PARTS, "named")

    assert find_held_back(FRAMEWORK, some) == {"whole"}  # type: ignore[arg-type]
    assert list_open_nodes(FRAMEWORK, some) == {"law"}  # type: ignore[arg-type]
    assert list_open_nodes(FRAMEWORK, every) == set(NODES)  # type: ignore[arg-type]
    assert list_open_nodes(FRAMEWORK, parts) == set(PARTS)  # type: ignore[arg-type]
