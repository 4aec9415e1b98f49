from __future__ import annotations

from typing import Any

import pytest

from instruments import Instrument, Missing
from meter.comparison.changes import Changes, ItemChange
from meter.records import Round
from scoring.kernel.coding import code_answers
from tests.webapp.city import DOCUMENT, City, make_instrument
from webapp.results.submitted import find_earlier

FORMER = Round(
    1, "spring", "Spring", 1, "every", "7", "f", None, None, None, None, None
)
NOW = make_instrument()


def compare(then: Instrument) -> Changes:
    items = (
        ItemChange("level", "none", "fully"),
        ItemChange("more", Missing.NOT_ASKED, "none"),
        ItemChange("share", Missing.DONT_KNOW, 4.0),
    )
    return Changes(FORMER, then, NOW, items, (), ())


def rescale() -> dict[str, Any]:
    levels = [dict(one) for one in DOCUMENT["scales"]["extent"]["options"]]
    levels[1]["points"] = 1.5
    return {"scales": {"extent": DOCUMENT["scales"]["extent"] | {"options": levels}}}


def test_what_was_answered_before_is_coded_as_it_was() -> None:
    found = find_earlier(compare(NOW))

    assert found is not None
    given = {"level": "none", "share": Missing.DONT_KNOW}
    assert found.row.tobytes() == code_answers(NOW, [given]).tobytes()


def test_answers_to_another_questionnaire_are_not_taken() -> None:
    assert find_earlier(compare(make_instrument(**rescale()))) is None


@pytest.mark.parametrize("rest", ["result", "plan", "result/numbers"])
def test_before_submission_nothing_is_assessed(city: City, rest: str) -> None:
    assert city.get(rest).status_code == 302
