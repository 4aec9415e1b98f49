from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scoring.scorecard import NodeScore, Scorecard
from tests.webapp.city import make_instrument
from webapp.results.assessment import assess
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Answer

WORDING = word_instrument(make_instrument())
GIVEN: dict[str, Answer] = {"level": "fully", "more": "partly", "share": 40.0}


def test_answers_are_scored_as_they_are() -> None:
    found = assess(WORDING, GIVEN)

    # plan (1 + 0.5) / 2 weighs 3, reach 0.4 weighs 1
    expected = (3 * (1 + 0.5) / 2 + 1 * 0.4) / 4
    assert found.scorecard.nodes["whole"].score == pytest.approx(expected, abs=1e-12)
    assert found.title_of("whole") == "Whole"


def test_a_scorecard_that_was_kept_is_shown_as_it_was_kept() -> None:
    kept = Scorecard(
        "every", "7", "m", "default", "f", {"whole": NodeScore(0.25, 1, None)}, {}
    )

    assert assess(WORDING, GIVEN, "default", kept).scorecard is kept
