"""Coding: answers to packed rows and back, with `when` applied."""

from __future__ import annotations

import numpy as np
import pytest
from drawn import LEVELS, draw, options
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Answer, Missing
from scoring.errors import PackedAnswersError, UnknownAnswerError
from scoring.kernel.codes import DONT_KNOW, GIVEN, NOT_ASKED
from scoring.kernel.coding import (
    asked_items,
    code_answers,
    decode_answers,
    layout_of,
    pack,
    unpack,
)

EVERY = draw(
    {
        "level": {},
        "agree": {"type": "yes_no"},
        "kind": {"type": "single", "options": options(a=1, b=2)},
        "several": {"type": "multiple", "options": options(a=1, b=2, c=3)},
        "amount": {"type": "number", "goalposts": {"low": 0, "high": 10}},
        "said": {"type": "text"},
        "day": {"type": "date"},
        "page": {"type": "link"},
    },
    {"index": ["level", "agree", "kind", "several", "amount"]},
)

FOLLOWED = draw(
    {
        "first": {},
        "then": {"when": {"item": "first", "at_least": "half"}},
        "last": {"when": {"item": "then", "equals": "full"}},
        "figure": {"type": "number", "when": {"item": "first", "equals": "full"}},
        "kinds": {
            "type": "multiple",
            "options": options(a=1, b=1),
            "when": {"item": "first", "equals": "full"},
        },
    },
    {"index": ["first", "then", "last"]},
)

REASON = st.sampled_from(
    [Missing.UNANSWERED, Missing.NOT_APPLICABLE, Missing.DONT_KNOW, Missing.REFUSED]
)

RESPONSE = st.fixed_dictionaries(
    {
        "level": st.sampled_from(LEVELS) | REASON,
        "agree": st.sampled_from(["yes", "no"]) | REASON,
        "kind": st.sampled_from(["a", "b"]) | REASON,
        "several": st.sets(st.sampled_from("abc")).map(lambda s: tuple(sorted(s)))
        | REASON,
        "amount": st.floats(allow_nan=False) | REASON,
        "said": REASON,
        "day": REASON,
        "page": REASON,
    }
)


def test_a_row_takes_one_byte_an_item_and_eight_for_numbers_and_sets() -> None:
    layout = layout_of(EVERY)

    assert layout.names == tuple(EVERY.items)
    assert layout.itemsize == 1 + 1 + 1 + 8 + 8 + 1 + 1 + 1


@given(RESPONSE)
def test_answers_survive_coding_and_packing(answers: dict[str, Answer]) -> None:
    row = code_answers(EVERY, [answers])

    again = unpack(EVERY, [pack(row)])

    assert decode_answers(EVERY, again[0]) == answers


def test_given_text_is_only_known_to_be_given() -> None:
    row = code_answers(EVERY, [{"said": "a", "day": "2026-11-30", "page": "b"}])

    assert [int(row[key][0]) for key in ("said", "day", "page")] == [GIVEN] * 3
    assert decode_answers(EVERY, row).keys().isdisjoint({"said", "day", "page"})


def test_an_absent_item_is_unanswered_and_an_unknown_key_is_ignored() -> None:
    answers = decode_answers(EVERY, code_answers(EVERY, [{"elsewhere": "x"}]))

    assert set(answers.values()) == {Missing.UNANSWERED}


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("level", "high"),
        ("level", 2.0),
        ("several", ("a", "z")),
        ("amount", float("nan")),
        ("amount", "many"),
    ],
)
def test_a_value_that_is_no_answer_is_refused(item: str, answer: Answer) -> None:
    with pytest.raises(UnknownAnswerError) as caught:
        code_answers(EVERY, [{item: answer}])

    assert caught.value.item == item


def test_an_option_named_like_a_reason_is_not_that_reason() -> None:
    instrument = draw({"q": {"type": "single", "options": options(refused=0, ok=1)}})

    row = code_answers(instrument, [{"q": "refused"}, {"q": Missing.REFUSED}])

    assert decode_answers(instrument, row[:1])["q"] == "refused"
    assert row["q"][0] == GIVEN
    assert row["q"][1] != GIVEN


def test_a_failed_condition_makes_not_asked_and_later_ones_see_it_missing() -> None:
    answers: dict[str, Answer] = {
        "first": "little",
        "then": "full",
        "last": "full",
        "figure": 3.0,
        "kinds": ("a",),
    }

    found = decode_answers(FOLLOWED, code_answers(FOLLOWED, [answers]))

    assert found == {"first": "little"} | dict.fromkeys(
        ["then", "last", "figure", "kinds"], Missing.NOT_ASKED
    )


def test_the_items_that_apply_follow_the_answers() -> None:
    assert asked_items(FOLLOWED, {}) == {"first"}
    assert asked_items(FOLLOWED, {"first": "half"}) == {"first", "then"}
    assert asked_items(FOLLOWED, {"first": "full", "then": "full"}) == set(
        FOLLOWED.items
    )


def test_an_instrument_without_conditions_asks_everything() -> None:
    assert asked_items(EVERY, {"level": "none"}) == set(EVERY.items)


def test_packed_answers_of_another_length_are_refused() -> None:
    with pytest.raises(PackedAnswersError, match="3 bytes instead of 22"):
        unpack(EVERY, [b"abc"])


def test_packed_answers_with_an_unknown_code_are_refused() -> None:
    row = code_answers(EVERY, [{"level": "full"}])
    row["level"] = GIVEN + len(LEVELS)

    with pytest.raises(PackedAnswersError, match="level"):
        unpack(EVERY, [pack(row)])


def test_unpacked_rows_may_be_changed() -> None:
    rows = unpack(EVERY, [pack(code_answers(EVERY, [{}]))])

    rows["level"] = DONT_KNOW

    assert decode_answers(EVERY, rows)["level"] is Missing.DONT_KNOW


def test_no_responses_make_no_rows() -> None:
    assert len(code_answers(FOLLOWED, [])) == len(unpack(FOLLOWED, [])) == 0


def test_a_batch_is_coded_as_its_rows_are() -> None:
    batch = [{"first": level, "then": "full"} for level in LEVELS]

    together = code_answers(FOLLOWED, batch)

    alone = [code_answers(FOLLOWED, [answers]) for answers in batch]
    assert together.tobytes() == np.concatenate(alone).tobytes()
    assert (together["then"][:2] == NOT_ASKED).all()
