"""Scores are linked over rounds by what both rounds asked in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import load_instrument
from scoring.errors import UnknownNodeError
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_plan
from scoring.study.chaining import COLUMNS, Fielding, RepeatedUnitError, chain_scores
from tests.scoring.study.chained import build, field, number

if TYPE_CHECKING:
    from instruments import Instrument
    from scoring.study.chaining import Chain

TWO = build([number("a"), number("b")], {"index": {"a": 1, "b": 1}})
THREE = build(
    [number("a"), number("b"), number("c")],
    {"index": {"a": 1, "b": 1, "c": 2}},
    version="2",
)

shares = st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 3))


def linked(chain: Chain, place: int = -1, node: str = "index") -> list[float]:
    """Give the linked scores of one round, the last one."""
    column = chain.nodes.index(node)
    found: list[float] = chain.rounds[place].linked[:, column].tolist()
    return found


def raw(chain: Chain, place: int = -1, node: str = "index") -> list[float]:
    column = chain.nodes.index(node)
    found: list[float] = chain.rounds[place].raw[:, column].tolist()
    return found


def test_an_added_item_is_linked_over_by_the_common_ones() -> None:
    chain = chain_scores(
        [
            field("first", TWO, {"Marenda": {"a": 20, "b": 40}}),
            field("second", THREE, {"Marenda": {"a": 30, "b": 40, "c": 90}}),
            field("third", THREE, {"Marenda": {"a": 30, "b": 50, "c": 94}}),
        ]
    )

    first = (20 + 40) / 2 / 100
    second = first + (30 + 40) / 2 / 100 - (20 + 40) / 2 / 100
    third = second + (30 + 50 + 2 * 94) / 4 / 100 - (30 + 40 + 2 * 90) / 4 / 100
    assert [linked(chain, place)[0] for place in range(3)] == pytest.approx(
        [first, second, third]
    )
    assert raw(chain, 1) == pytest.approx([(30 + 40 + 2 * 90) / 4 / 100])


def test_a_break_is_marked_where_it_is_and_only_there() -> None:
    answers = {"Marenda": {"a": 20, "b": 40, "c": 90}}
    rounds = [("first", TWO), ("second", THREE), ("third", THREE)]
    chain = chain_scores([field(key, asked, answers) for key, asked in rounds])

    told = [chain.find_break(place, "Marenda", "index") for place in range(3)]

    assert told[0] is None
    assert str(told[1]) == "c added"
    assert told[1] is not None
    assert told[1].former == "first"
    assert told[2] is None


def test_the_frame_has_a_row_for_each_unit_node_and_round() -> None:
    answers = {"Zille": {"a": 20, "b": 40}, "Arbon": {"a": 0, "b": 50}}
    chain = chain_scores(
        [field("first", TWO, answers), field("second", THREE, answers)]
    )

    frame = chain.to_frame()

    assert tuple(frame.columns) == COLUMNS
    assert frame["unit"].tolist() == ["Zille", "Zille", "Arbon", "Arbon"]
    assert frame["round"].tolist() == ["first", "second"] * 2
    assert frame["linked"].tolist() == pytest.approx([0.3, 0.3, 0.25, 0.25])
    assert frame["break"].fillna("").tolist() == ["", "c added"] * 2


def test_answers_may_come_as_tables() -> None:
    table = pd.DataFrame({"city": ["Marenda"], "a": ["20"], "b": ["40"]})
    read = Fielding.read("first", compile_plan(TWO), table)
    coded = field("first", TWO, {"Marenda": {"a": 20, "b": 40}})

    pd.testing.assert_frame_equal(
        chain_scores([read]).to_frame(), chain_scores([coded]).to_frame()
    )


def test_a_unit_that_missed_a_round_is_linked_to_its_last_one() -> None:
    both = {"Here": {"a": 20, "b": 20}, "Away": {"a": 60, "b": 60}}
    chain = chain_scores(
        [
            field("first", TWO, both),
            field("second", TWO, {"Here": {"a": 30, "b": 30}}),
            field("third", THREE, {k: {"a": 70, "b": 70, "c": 0} for k in both}),
        ]
    )

    assert linked(chain) == pytest.approx([0.2 + 0.1 + 0.4, 0.6 + 0.1])
    frame = chain.to_frame()
    assert frame[frame["unit"] == "Away"]["round"].tolist() == ["first", "third"]
    found = chain.find_break(2, "Away", "index")
    assert found is not None
    assert found.former == "first"


def test_a_unit_that_joins_begins_with_its_raw_score() -> None:
    chain = chain_scores(
        [
            field("first", TWO, {"Old": {"a": 20, "b": 20}}),
            field("second", THREE, {"New": {"a": 50, "b": 50, "c": 50}}),
        ]
    )

    assert linked(chain) == raw(chain) == pytest.approx([0.5])
    assert chain.find_break(1, "New", "index") is None


def test_a_rescaled_item_is_no_part_of_the_movement() -> None:
    posts = {"low": 0, "high": 50}
    wider = build(
        [number("a"), number("b", goalposts=posts)], {"index": {"a": 1, "b": 1}}
    )
    answers = {"Marenda": {"a": 20, "b": 40}}

    chain = chain_scores([field("1", TWO, answers), field("2", wider, answers)])

    assert raw(chain) == pytest.approx([(0.2 + 0.8) / 2])
    assert linked(chain) == pytest.approx([(0.2 + 0.4) / 2])
    assert str(chain.find_break(1, "Marenda", "index")) == "b rescaled (goalposts)"


def test_a_replaced_item_is_no_part_of_the_movement() -> None:
    renewed = build(
        [number("a"), number("b2", replaces=["b"])], {"index": {"a": 1, "b2": 1}}
    )

    chain = chain_scores(
        [
            field("1", TWO, {"Marenda": {"a": 20, "b": 40}}),
            field("2", renewed, {"Marenda": {"a": 30, "b2": 100}}),
        ]
    )

    assert linked(chain) == pytest.approx([0.3 + (0.3 - 0.2)])
    assert str(chain.find_break(1, "Marenda", "index")) == "b replaced by b2"


def test_where_nothing_is_common_there_is_no_linked_score() -> None:
    other = build([number("z")], {"index": {"z": 1}})

    chain = chain_scores(
        [
            field("1", TWO, {"Marenda": {"a": 20, "b": 40}}),
            field("2", other, {"Marenda": {"z": 30}}),
            field("3", TWO, {"Marenda": {"a": 25, "b": 45}}),
        ]
    )

    assert np.isnan(linked(chain, 1)).all()
    assert raw(chain, 1) == pytest.approx([0.3])
    assert linked(chain, 2) == pytest.approx([0.3 + 0.05])


def test_another_method_is_a_break_and_both_rounds_are_measured_by_the_former() -> None:
    weakest = build(
        [number("a"), number("b")],
        {"index": {"a": 1, "b": 1}},
        {"combine": {"index": "minimum"}},
    )

    chain = chain_scores(
        [
            field("1", TWO, {"Marenda": {"a": 20, "b": 40}}),
            field("2", weakest, {"Marenda": {"a": 30, "b": 40}}),
        ]
    )

    assert raw(chain) == pytest.approx([0.3])
    assert linked(chain) == pytest.approx([(0.3 + 0.4) / 2])
    assert str(chain.find_break(1, "Marenda", "index")) == "method changed (combine)"


def test_a_new_pillar_leaves_the_others_linked_as_they_were() -> None:
    old = build(
        [number("a"), number("b")],
        {"index": {"law": 3, "use": 1}, "law": {"a": 1}, "use": {"b": 1}},
    )
    new = build(
        [number("a"), number("b"), number("c")],
        {
            "index": {"law": 1, "use": 1, "data": 1},
            "law": {"a": 1},
            "use": {"b": 1},
            "data": {"c": 1},
        },
    )

    chain = chain_scores(
        [
            field("1", old, {"Marenda": {"a": 20, "b": 40}}),
            field("2", new, {"Marenda": {"a": 40, "b": 40, "c": 0}}),
        ]
    )

    assert linked(chain, node="index") == pytest.approx([(3 * 0.4 + 0.4) / 4])
    assert linked(chain, node="law") == raw(chain, node="law")
    assert chain.find_break(1, "Marenda", "law") is None
    assert str(chain.find_break(1, "Marenda", "index")) == (
        "c added; node index changed (children, weights); node data added"
    )
    assert linked(chain, node="data") == raw(chain, node="data") == [0.0]


def test_a_linked_score_is_not_cut_at_its_ends() -> None:
    low = {"a": 0, "b": 90}
    one = build([number("a"), number("b")], {"index": {"a": 1, "b": 9}})
    two = build([number("a"), number("c")], {"index": {"a": 1, "c": 1}})

    chain = chain_scores(
        [
            field("1", one, {"Marenda": low}),
            field("2", two, {"Marenda": {"a": 100, "c": 0}}),
        ]
    )

    assert linked(chain) == pytest.approx([0.81 + (1 - 0)])


RELATIVE = build(
    [{"key": "a", "type": "number", "ask": "a"}],
    {"index": {"a": 1}},
    {"normalise": {"a": "min_max"}},
)
FROZEN = build([number("a")], {"index": {"a": 1}})
FIRST = {"Low": {"a": 0}, "Mid": {"a": 50}, "High": {"a": 60}}
LATER = {"Low": {"a": 0}, "Mid": {"a": 55}, "High": {"a": 100}}
"""Mid gains five points, and the leader forty."""


def test_a_change_turns_its_sign_where_bounds_move_with_the_year() -> None:
    yearly = chain_scores([field("1", RELATIVE, FIRST), field("2", RELATIVE, LATER)])
    frozen = chain_scores([field("1", FROZEN, FIRST), field("2", FROZEN, LATER)])
    mid = list(FIRST).index("Mid")

    assert raw(yearly)[mid] - raw(yearly, 0)[mid] == pytest.approx(55 / 100 - 50 / 60)
    assert raw(frozen)[mid] - raw(frozen, 0)[mid] == pytest.approx(0.55 - 0.50)
    # Linked scores hold both rounds against the units of the first one.
    assert linked(yearly)[mid] - linked(yearly, 0)[mid] == pytest.approx(5 / 60)
    assert str(yearly.find_break(1, "Mid", "index")) == "measured against other units"
    assert frozen.find_break(1, "Mid", "index") is None


def test_a_reference_that_stays_is_no_break() -> None:
    plan = fit_plan(
        compile_plan(RELATIVE), code_answers(RELATIVE, list(FIRST.values()))
    )
    rounds = [
        Fielding(key, plan, list(given), code_answers(RELATIVE, list(given.values())))
        for key, given in (("1", FIRST), ("2", LATER))
    ]

    chain = chain_scores(rounds)

    assert linked(chain) == raw(chain) == pytest.approx([0, 55 / 60, 100 / 60])
    assert chain.find_break(1, "Mid", "index") is None


def test_a_fitted_plan_scores_by_its_own_units_however_few_are_chained() -> None:
    plan = fit_plan(
        compile_plan(RELATIVE), code_answers(RELATIVE, list(FIRST.values()))
    )
    more = build(
        [{"key": key, "type": "number", "ask": key} for key in ("a", "b")],
        {"index": {"a": 1, "b": 1}},
        {"normalise": {"else": "min_max"}},
    )
    later = fit_plan(
        compile_plan(more), code_answers(more, [{"a": 0, "b": 0}, {"a": 9, "b": 9}])
    )

    chain = chain_scores(
        [
            Fielding("1", plan, ["Mid"], code_answers(RELATIVE, [{"a": 50}])),
            Fielding("2", later, ["Mid"], code_answers(more, [{"a": 55, "b": 1}])),
        ]
    )

    assert linked(chain) == pytest.approx([55 / 60])


def test_published_scores_are_the_raw_ones() -> None:
    plan, units = compile_plan(TWO), ["Marenda"]
    coded = code_answers(TWO, [{"a": 20, "b": 40}])
    kept = score_coded(plan, code_answers(TWO, [{"a": 50, "b": 50}]))

    chain = chain_scores([Fielding("1", plan, units, coded, published=kept)])

    assert raw(chain) == linked(chain) == [0.5]


def test_a_unit_twice_in_a_round_is_refused() -> None:
    coded = code_answers(TWO, [{}, {}])

    with pytest.raises(RepeatedUnitError) as caught:
        Fielding("first", compile_plan(TWO), ["Marenda", "Marenda"], coded)
    assert (caught.value.round, caught.value.unit) == ("first", "Marenda")


def test_an_unknown_node_is_refused() -> None:
    with pytest.raises(UnknownNodeError):
        chain_scores([field("1", TWO, {})], nodes=["roads"])


def test_no_rounds_make_an_empty_chain() -> None:
    assert chain_scores([]).to_frame().empty


def test_a_library_instrument_can_be_chained_with_itself() -> None:
    meter = load_instrument("meter")
    answers: dict[str, dict[str, Any]] = {
        "Partly": {
            key: "partly" for key, item in meter.items.items() if _has(meter, key)
        },
        "None": {},
    }
    chain = chain_scores([field("1", meter, answers), field("2", meter, answers)])

    np.testing.assert_array_equal(chain.rounds[1].raw, chain.rounds[1].linked)
    assert 0 < raw(chain, node=chain.nodes[0])[0] < 1
    assert chain.nodes == compile_plan(meter).nodes
    assert chain.rounds[1].breaks == {}


def _has(instrument: Instrument, key: str) -> bool:
    options = instrument.options_of(instrument.items[key])
    return "partly" in {option.code for option in options}


answers = st.fixed_dictionaries({"a": shares, "b": shares})


@given(rounds=st.lists(st.lists(answers, min_size=2, max_size=2), max_size=4))
def test_without_a_change_linked_scores_are_the_raw_ones(
    rounds: list[list[dict[str, float]]],
) -> None:
    chain = chain_scores(
        [
            field(str(place), TWO, dict(zip("AB", given_, strict=True)))
            for place, given_ in enumerate(rounds)
        ]
    )

    for one in chain.rounds:
        np.testing.assert_array_equal(one.linked, one.raw)


@given(
    first=answers,
    second=st.fixed_dictionaries({"a": shares, "b": shares, "c": shares}),
    weight=st.sampled_from([0.5, 1.0, 7.0]),
    combine=st.sampled_from(["arithmetic", "geometric", "minimum"]),
)
def test_adding_an_item_never_moves_former_figures_nor_the_movement(
    first: dict[str, float], second: dict[str, float], weight: float, combine: str
) -> None:
    method = {"combine": {"index": combine}}
    old = build([number("a"), number("b")], {"index": {"a": 1, "b": 2}}, method)
    new = build(
        [number("c"), number("b"), number("a")],
        {"index": {"c": weight, "a": 1, "b": 2}},
        method,
        version="2",
    )
    plain = [field("1", old, {"A": first}), field("2", old, {"A": second})]

    alone = chain_scores(plain[:1])
    chain = chain_scores([plain[0], field("2", new, {"A": second})])

    np.testing.assert_array_equal(chain.rounds[0].raw, alone.rounds[0].raw)
    np.testing.assert_array_equal(chain.rounds[0].linked, alone.rounds[0].linked)
    assert linked(chain) == pytest.approx(linked(chain_scores(plain)), abs=1e-12)


@given(others=st.lists(answers, max_size=3))
def test_a_units_scores_do_not_move_because_others_join_or_leave(
    others: list[dict[str, float]],
) -> None:
    own = {"a": 20.0, "b": 40.0}
    alone = [field(key, TWO, {"Own": own}) for key in ("1", "2")]
    among = [
        field("1", TWO, {"Own": own}),
        field("2", TWO, {**{str(n): o for n, o in enumerate(others)}, "Own": own}),
    ]

    assert linked(chain_scores(among))[-1] == linked(chain_scores(alone))[-1]
