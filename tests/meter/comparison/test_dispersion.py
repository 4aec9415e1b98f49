"""Where the units of a round differ comes first, where they agree comes last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from meter.comparison.dispersion import FEWEST, measure_dispersion
from meter.comparison.frames import RoundAnswers
from scoring.kernel.coding import code_answers

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def take(workshop: Workshop, *given: dict[str, Answer]) -> RoundAnswers:
    coded = code_answers(workshop.instrument, given)
    ids = np.arange(len(given)).tolist()
    names = [f"u{one}" for one in ids]
    return RoundAnswers(workshop.round, workshop.instrument, ids, names, coded)


def test_the_item_that_divides_most_comes_first(workshop: Workshop) -> None:
    alike: dict[str, Answer] = {"site": "yes", "law": "none"}
    other: dict[str, Answer] = {"site": "yes", "law": "full"}

    law, site = measure_dispersion(take(workshop, *[alike] * 3, *[other] * 3))

    assert (law.item, law.counts, law.answered) == ("law", (3, 0, 3), 6)
    assert law.consensus == pytest.approx(0)
    assert (site.item, site.consensus) == ("site", 1.0)
    assert sum(site.counts) == max(site.counts) == 6


def test_reasons_are_no_answers(workshop: Workshop) -> None:
    given: dict[str, Answer] = {"law": "partly"}

    (law,) = measure_dispersion(take(workshop, *[given] * 5, {}, {"site": "no"}))

    assert law.counts == (0, 5, 0)


def test_few_answers_say_nothing_about_a_room(workshop: Workshop) -> None:
    given: dict[str, Answer] = {"law": "partly"}

    assert measure_dispersion(take(workshop, *[given] * (FEWEST - 1))) == []
