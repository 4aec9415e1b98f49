"""Where the units of a round differ comes first, where they agree comes last."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np
import pytest

from instruments import Instrument
from meter.comparison.dispersion import FEWEST, measure_dispersion
from meter.comparison.frames import RoundAnswers
from scoring.kernel.coding import code_answers
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def take(
    workshop: Workshop,
    *given: dict[str, Answer],
    instrument: Instrument | None = None,
) -> RoundAnswers:
    asked = instrument or workshop.instrument
    coded = code_answers(asked, given)
    ids = np.arange(len(given)).tolist()
    names = [f"u{one}" for one in ids]
    return RoundAnswers(workshop.round, asked, ids, names, coded)


def test_the_item_that_divides_most_comes_first(workshop: Workshop) -> None:
    document = copy.deepcopy(DOCUMENT)
    document["sections"][0]["items"].append(
        {"key": "plan", "ask": "There is a plan.", "scale": "extent"}
    )
    alike: dict[str, Answer] = {"plan": "partly", "law": "none"}
    other: dict[str, Answer] = {"plan": "partly", "law": "full"}
    given = [*[alike] * 3, *[other] * 3]
    answers = take(workshop, *given, instrument=Instrument.model_validate(document))

    law, plan = measure_dispersion(answers)

    assert (law.item, law.counts, law.answered) == ("law", (3, 0, 3), 6)
    assert law.consensus == pytest.approx(0)
    assert (plan.item, plan.counts, plan.consensus) == ("plan", (0, 6, 0), 1.0)


def test_a_yes_or_no_cannot_be_ranked_with_levels(workshop: Workshop) -> None:
    given: list[dict[str, Answer]] = [{"site": "yes"}, {"site": "no"}]

    assert measure_dispersion(take(workshop, *given * 5)) == []


def test_reasons_are_no_answers(workshop: Workshop) -> None:
    given: dict[str, Answer] = {"law": "partly"}

    (law,) = measure_dispersion(take(workshop, *[given] * 5, {}, {"site": "no"}))

    assert law.counts == (0, 5, 0)


def test_few_answers_say_nothing_about_a_room(workshop: Workshop) -> None:
    given: dict[str, Answer] = {"law": "partly"}

    assert measure_dispersion(take(workshop, *[given] * (FEWEST - 1))) == []
