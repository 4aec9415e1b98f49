from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.webapp.city import make_instrument
from webapp.results.assessment import assess
from webapp.results.numbers import IndexNumbers, ItemRow, NodeRow, make_numbers_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Answer

WORDING = word_instrument(make_instrument())


def list_numbers(**answers: Answer) -> IndexNumbers:
    return make_numbers_page(assess(WORDING, answers)).indices[0]


def test_the_table_goes_down_from_the_index_to_the_answers() -> None:
    index = list_numbers(level="fully", more="partly", share=40.0)

    names = [row.title if isinstance(row, NodeRow) else row.ask for row in index.rows]
    assert names == [
        "Whole",
        "Plan",
        "The city has a plan.",
        "There is more.",
        "Reach",
        "What share?",
    ]
    assert [row.depth for row in index.rows] == [0, 1, 2, 2, 1, 2]


def test_shares_are_among_siblings() -> None:
    index = list_numbers(level="fully", more="partly", share=40.0)

    assert [row.share for row in index.rows] == [1, 3 / 4, 1 / 2, 1 / 2, 1 / 4, 1]


def test_what_the_answers_add_and_lose_makes_a_hundred() -> None:
    index = list_numbers(level="fully", more="partly", share=40.0)

    items = [row for row in index.rows if isinstance(row, ItemRow)]
    assert [row.value for row in items] == pytest.approx([1, 0.5, 0.4])
    assert [row.contribution for row in items] == pytest.approx(
        [3 / 4 / 2, 3 / 4 / 2 * 0.5, 1 / 4 * 0.4]
    )
    assert index.contribution is not None
    assert index.lost is not None
    assert index.contribution + index.lost == pytest.approx(1, abs=1e-12)


def test_an_item_that_does_not_count_has_no_value() -> None:
    index = list_numbers(level="none", share=40.0)

    more = next(
        row
        for row in index.rows
        if isinstance(row, ItemRow) and row.ask == "There is more."
    )
    assert (more.answer, more.value, more.contribution) == ("Not asked", None, None)


def test_without_an_index_nothing_is_added_up() -> None:
    index = list_numbers(share=40.0)

    assert (index.contribution, index.lost) == (None, None)
