"""Drawings of a report hold the numbers that are told, and say them in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meter.reports.unit_blocks import Peers
from tests.webapp.reports.reported import make_page
from webapp.peers.pages import PeerBand
from webapp.reports.drawings import list_bars, make_bar, make_bars, make_climb
from webapp.results.sureness import Recalculations, Sureness


def test_a_ladder_says_in_words_what_it_draws() -> None:
    ladder = make_page().ladder
    assert ladder is not None

    climb = make_climb(ladder)

    assert climb.alt == (
        "Ladder: Low from 0; Middle from 40; High from 75. At 52.5, the stage is"
        " Middle."
    )
    assert (climb.points, climb.said, climb.foothold) == (52.5, "52.5", 1)
    assert climb.between is None


def test_without_a_stage_it_says_so() -> None:
    ladder = make_page({}).ladder
    assert ladder is not None

    climb = make_climb(ladder)

    assert climb.alt.endswith("No stage is held yet.")
    assert climb.points is None


def test_how_sure_it_is_is_drawn() -> None:
    ladder = make_page().ladder
    assert ladder is not None
    drawn = Recalculations(100, 1, 0.5, 0.6, None, (), ())

    climb = make_climb(ladder, Sureness("whole", 0.525, drawn, None, ()))

    assert climb.between == pytest.approx((50, 60))


def test_a_part_has_its_coverage_and_its_peers() -> None:
    plan = make_page().main.parts[0]
    band = PeerBand((0.2, 0.5), 0.3, "from 20 to 50")

    bar = make_bar(replace(plan, coverage=0.605, peers=band))
    bare = make_bar(replace(plan, score=None, coverage=None))

    assert (bar.title, bar.points, bar.said) == ("Plan", 50.0, "50.0")
    assert (bar.covered, bar.answered) == (61.0, "61")
    assert bar.note == "61 per cent of the weight answered"
    assert bar.peers == Peers(20, 30, 50, "from 20 to 50")
    assert (bare.points, bare.said, bare.covered, bare.note) == (
        None, "no score", 0.0, "",
    )  # fmt: skip


def test_peers_are_explained_where_there_are_some() -> None:
    main = make_page().main
    seen = replace(main, peers=PeerBand((0.2, 0.5), 0.3, "from 20 to 50"))

    whole, bars = make_bars(list(list_bars(seen))), make_bars(list(list_bars(main)))

    assert "peers" in whole.caption
    assert "peers" not in bars.caption
    assert whole.alt == "Whole: 52.5; Plan: 50.0; Reach: 60.0"
    assert [one.level for one in whole.scores] == [0, 1, 1]
