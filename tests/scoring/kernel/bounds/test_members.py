"""Bounded members: items over a list, and claims, while it is open what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from instruments import load_instrument
from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.bounding import bound_scores
from scoring.kernel.coding import code_answers

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument

NA = Missing.NOT_APPLICABLE

SITES = """meter: 1
key: sites
version: "1"
title: Sites
language: en
sections:
  - key: site
    title: Website
    repeat: {over: [{key: north, say: North}, {key: south, say: South}], take: TAKE}
    items:
      - {key: there, type: yes_no, ask: There is a site.}
      - {key: news, type: yes_no, ask: It has news., when: {item: there, equals: yes}}
framework:
  index: top
  nodes: {top: {title: Top, items: [news]}}
methods:
  default: {title: Mean, missing: {bounds: true}}
"""

ITEMS = ("there_north", "news_north", "there_south", "news_south")


@pytest.fixture
def sites(tmp_path: Path, request: pytest.FixtureRequest) -> Instrument:
    """Load an instrument that asks for news where there is a site."""
    file = tmp_path / "sites.yaml"
    file.write_text(SITES.replace("TAKE", request.param), encoding="utf-8")
    return load_instrument(file)


def bound(instrument: Instrument, *answers: Any) -> tuple[float, float, bool]:
    given = dict(zip(ITEMS, answers, strict=True))
    plan = compile_plan(instrument)
    found = bound_scores(plan, code_answers(instrument, [given]))
    return float(found.low[0, 0]), float(found.high[0, 0]), bool(found.lacks[0, 0])


OPEN = Missing.UNANSWERED


@pytest.mark.parametrize(
    ("sites", "given", "expected"),
    [
        # The north has news; it is open whether there is a site in the south.
        ("mean", "yes", (0.5, 1, False)),
        ("best", "yes", (1, 1, False)),
        ("worst", "yes", (0, 1, False)),
        ("mean", "no", (0, 0.5, False)),
        ("best", "no", (0, 1, False)),
        ("worst", "no", (0, 0, False)),
    ],
    indirect=["sites"],
)
def test_an_entry_that_may_come_up_counts_or_does_not(
    sites: Instrument, given: str, expected: tuple[float, float, bool]
) -> None:
    assert bound(sites, "yes", given, OPEN, OPEN) == expected


@pytest.mark.parametrize("sites", ["mean"], indirect=True)
def test_where_no_entry_need_come_up_there_may_be_no_score(sites: Instrument) -> None:
    assert bound(sites, OPEN, OPEN, "no", OPEN) == (0, 1, True)
    assert bound(sites, OPEN, OPEN, "yes", NA) == (0, 1, True)
