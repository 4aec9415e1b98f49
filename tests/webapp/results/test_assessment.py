from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Missing
from scoring.errors import NotScoredError
from scoring.kernel.coding import decode_answers
from scoring.scorecard import NodeScore, Scorecard
from tests.webapp.city import make_instrument
from webapp.results import assessment
from webapp.results.assessment import assess
from webapp.results.numbers import make_numbers_page
from webapp.results.pages import make_result_page
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


def test_decoded_answers_say_what_was_not_asked() -> None:
    found = assess(WORDING, {"level": "none", "more": "fully", "share": 40.0})

    assert found.decoded["level"] == "none"
    assert found.decoded["more"] is Missing.NOT_ASKED


def test_answers_are_decoded_once_for_both_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []

    def decode(*given: Any) -> Any:
        calls.append(given)
        return decode_answers(*given)

    monkeypatch.setattr(assessment, "decode_answers", decode)
    found = assess(WORDING, GIVEN)

    make_result_page(found, dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC))
    make_numbers_page(found)

    assert len(calls) == 1


def test_what_measures_nothing_cannot_be_assessed() -> None:
    bare = make_instrument(key="bare", framework=None, methods={}, stages={})

    with pytest.raises(NotScoredError):
        assess(word_instrument(bare), GIVEN)
