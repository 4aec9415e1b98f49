"""Similarity: by hand, and the same both ways."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from drawn import draw
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Answer, Missing
from instruments.model.instrument import Instrument
from scoring.study.similarity import context_of, measure_similarity

PROFILE = [
    {"key": "population", "type": "number", "title": "Population"},
    {
        "key": "income",
        "type": "single",
        "title": "Income",
        "options": [{"code": "low", "say": "Low"}, {"code": "high", "say": "High"}],
    },
    {"key": "languages", "type": "text", "title": "Languages"},
]

FACTS = st.fixed_dictionaries(
    {
        "population": st.none() | st.floats(3, 8),
        "income": st.none() | st.sampled_from(["low", "high"]),
        "languages": st.none()
        | st.frozensets(st.sampled_from(["ar", "fr", "sw"]), min_size=1),
    }
)


def profiled() -> Instrument:
    return Instrument.model_validate({**draw(["a"]).to_document(), "profile": PROFILE})


def test_the_mean_is_taken_over_what_is_known_of_both() -> None:
    contexts: list[dict[str, Any]] = [
        {"population": 4.0, "income": "low", "languages": frozenset({"ar", "fr"})},
        {"population": 5.0, "income": "low", "languages": frozenset({"fr", "sw"})},
        {"population": 6.0, "income": None, "languages": None},
    ]

    similarity = measure_similarity(contexts)

    numbers, words, sets = 1 - 1 / 2, 1, 1 / 3
    assert similarity[0, 1] == pytest.approx((numbers + words + sets) / 3)
    assert similarity[0, 2] == 1 - 2 / 2
    assert similarity[1, 2] == 1 - 1 / 2


def test_units_of_which_nothing_is_known_are_half_alike() -> None:
    similarity = measure_similarity([{}, {"income": "low"}, {"income": None}])
    assert similarity.tolist() == [[0.5, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 0.5]]


def test_equal_numbers_are_alike_where_all_are_equal() -> None:
    assert measure_similarity([{"x": 5.0}, {"x": 5.0}])[0, 1] == 1


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_similarity_runs_from_0_to_1_and_is_the_same_both_ways(
    contexts: list[dict[str, Any]],
) -> None:
    similarity = measure_similarity(contexts)

    assert ((similarity >= 0) & (similarity <= 1)).all()
    assert np.array_equal(similarity, similarity.T)


def test_a_profile_becomes_facts() -> None:
    profile: dict[str, Answer] = {
        "population": 1_000_000.0,
        "income": "low",
        "languages": "Arabic, fr ,",
    }

    context = context_of(profiled(), profile, ["population", "income", "languages"])

    assert context == {
        "population": pytest.approx(math.log10(1_000_000)),
        "income": "low",
        "languages": frozenset({"arabic", "fr"}),
    }


@pytest.mark.parametrize("absent", [Missing.REFUSED, None])
def test_what_a_profile_does_not_say_is_not_known(absent: Missing | None) -> None:
    profile = {} if absent is None else {"income": absent}
    assert context_of(profiled(), profile, ["income"]) == {"income": None}


def test_a_city_of_nobody_has_no_known_size() -> None:
    context = context_of(profiled(), {"population": 0.0}, ["population"])
    assert context == {"population": None}


def test_words_between_commas_alone_are_not_known() -> None:
    assert context_of(profiled(), {"languages": " , "}, ["languages"]) == {
        "languages": None
    }
