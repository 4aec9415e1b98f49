from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from drawn import LEVELS, draw
from hypothesis import given
from hypothesis import strategies as st

from instruments import Missing, load_instrument
from instruments.model.combination import Combine
from tests.webapp.city import make_instrument
from webapp.results.assessment import assess
from webapp.results.numbers import (
    COMBINING,
    IndexNumbers,
    ItemRow,
    NodeRow,
    make_numbers_page,
)
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Answer, Instrument

WORDING = word_instrument(make_instrument())

FULL_A = {"when": {"item": "a", "equals": "full"}, "score": 0.8}
FULL_A_OR_B = {
    "when": {"any": [{"item": key, "equals": "full"} for key in "ab"]},
    "score": 0.2,
}
TABLES = draw(
    ["a", "b", "c"],
    {
        "index": {"of": {"x": 2, "y": 1, "z": 1}},
        "x": {"title": "Decision", "table": [FULL_A]},
        "y": {"title": "Either", "table": [FULL_A_OR_B], "else": 0.1},
        "z": ["c"],
    },
)
LEVEL = st.sampled_from([*LEVELS, *Missing])


def list_numbers(**answers: Answer) -> IndexNumbers:
    return make_numbers_page(assess(WORDING, answers)).indices[0]


def number(instrument: Instrument, answers: dict[str, Answer]) -> IndexNumbers:
    found = assess(word_instrument(instrument), answers)
    return make_numbers_page(found).indices[0]


def items_of(numbers: IndexNumbers) -> list[ItemRow]:
    return [row for row in numbers.rows if isinstance(row, ItemRow)]


def test_every_way_to_combine_has_a_name() -> None:
    assert set(COMBINING) == {*get_args(Combine), "table", "ratio"}


def test_what_is_asked_over_a_list_is_told_entry_by_entry() -> None:
    web = load_instrument("web_measure")

    rows = items_of(number(web, {"forms_health": "yes", "forms_finance": "no"}))

    (forms,) = [row for row in rows if row.ask == "Can its forms be downloaded?"]
    assert forms.asked == "forms_health"
    assert forms.section == web.section_of["forms_health"].key
    assert forms.answer == (
        "Health: Yes; Education: No answer yet; Social welfare: No answer yet; "
        "Labour: No answer yet; Finance: No"
    )
    assert forms.value == pytest.approx(1 / 5)
    assert forms.contribution == pytest.approx(1 / 100)


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


def test_the_items_of_a_decision_table_have_rows() -> None:
    numbers = number(TABLES, {"a": "full", "b": "none", "c": "half"})

    decision = numbers.rows[1]
    assert isinstance(decision, NodeRow)
    assert (decision.title, decision.combine) == ("Decision", "decision table")
    rows = items_of(numbers)
    assert [row.ask for row in rows] == [f"What about {key}?" for key in "aabc"]
    assert [row.answer for row in rows] == ["full", "full", "none", "half"]
    assert [row.share for row in rows] == [1, 1 / 2, 1 / 2, 1]
    assert [row.value for row in rows] == [0.8, 0.2, 0.2, 0.5]
    assert [row.contribution for row in rows] == pytest.approx(
        [1 / 2 * 0.8, 1 / 8 * 0.2, 1 / 8 * 0.2, 1 / 4 * 0.5]
    )


@given(st.fixed_dictionaries({"a": LEVEL, "b": LEVEL, "c": LEVEL}))
def test_the_rows_on_the_page_sum_to_its_last_line(answers: dict[str, Answer]) -> None:
    numbers = number(TABLES, answers)

    rows, top = items_of(numbers), numbers.rows[0]
    added = sum(row.contribution or 0 for row in rows)
    lost = sum(row.lost or 0 for row in rows)
    assert isinstance(top, NodeRow)
    assert added == pytest.approx(numbers.contribution or 0)
    assert added == pytest.approx(top.score or 0)
    assert lost == pytest.approx(numbers.lost or 0)
    assert added + lost == pytest.approx(0 if top.score is None else 1)


def test_every_index_has_numbers_of_its_own() -> None:
    nodes = {"x": ["a"], "y": {"title": "Second", "items": ["a", "b"]}}
    both = draw(["a", "b"], nodes, index=["x", "y"])

    found = assess(word_instrument(both), {"a": "full", "b": "none"})
    first, second = make_numbers_page(found).indices

    assert (first.contribution, second.contribution) == (1, 1 / 2)
    assert second.title == "Second"


def test_a_score_that_is_not_printed_stands_as_its_parent_counts_it() -> None:
    index = list_numbers(level="fully", more="fully")

    # no answer in reach: its coverage of 0 is below 0.5, and it counts as zero
    rows = {row.title: row for row in index.rows if isinstance(row, NodeRow)}
    assert (rows["Reach"].score, rows["Reach"].computed) == (None, 0.0)
    assert rows["Whole"].score == pytest.approx((3 * 1 + 1 * 0) / 4)
    assert (rows["Plan"].score, rows["Plan"].computed) == (1.0, None)
    assert index.has_unprinted


def test_what_a_pooled_index_passes_over_has_its_place_too() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]}
    pooled = draw(["a", "b"], nodes, combine={"index": "pooled"})
    found = assess(word_instrument(pooled), {"a": "full", "b": "half"})

    page = make_numbers_page(found)

    assert {"node-index", "node-x", "node-y"} <= page.places
    scores = [index.rows[0].score for index in page.indices]  # type: ignore[union-attr]
    assert scores == pytest.approx([0.75, 1, 0.5])
