"""The package from outside: one response, a frame, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import click
import pandas as pd
import pytest
from drawn import draw, ladder

import scoring
from instruments.model.answers import Missing
from meter.cli import main
from scoring import (
    NoColumnWarning,
    ScoringError,
    UnknownColumnWarning,
    score,
    score_answers,
)
from scoring.errors import UnknownMethodError

INSTRUMENT = draw(
    {"a": {}, "b": {"type": "number", "goalposts": {"low": 0, "high": 10}}},
    stages={"rule": ladder(0, 0.5)},
)


def test_one_response_is_a_batch_of_one() -> None:
    scores = score_answers(INSTRUMENT, {"a": "half", "b": 10.0})

    assert scores.node("index").tolist() == [(2 / 4 + 1) / 2]
    assert scores.stage_keys() == ["s1"]


def test_a_frame_scores_as_its_rows_do() -> None:
    frame = pd.DataFrame(
        {"city": ["Lima", "Suva"], "a": ["full", "NA"], "b": ["2.5", "4"]}
    )

    found = score(INSTRUMENT, frame)

    alone = [
        score_answers(INSTRUMENT, {"a": "full", "b": 2.5}),
        score_answers(INSTRUMENT, {"a": Missing.NOT_APPLICABLE, "b": 4.0}),
    ]
    assert found["unit"].tolist() == ["Lima", "Suva"]
    assert found["index"].tolist() == [one.node("index")[0] for one in alone]
    assert found["index.stage"].tolist() == ["s1", "s0"]
    assert found["index.rank"].tolist() == [1, 2]


def test_unknown_columns_are_warned_about() -> None:
    frame = pd.DataFrame({"city": ["x"], "a": ["full"], "aa": [1]})

    with (
        pytest.warns(UnknownColumnWarning, match="'aa' is no item"),
        pytest.warns(NoColumnWarning, match="No column for 1 of 2 items"),
    ):
        score(INSTRUMENT, frame)


def test_an_unknown_method_is_a_scoring_error() -> None:
    with pytest.raises(UnknownMethodError) as caught:
        score(INSTRUMENT, pd.DataFrame({"city": ["x"], "a": ["full"]}), "other")

    assert isinstance(caught.value, ScoringError)


def test_importing_the_package_leaves_slow_libraries_and_studies_alone() -> None:
    slow = ["pandas", "scipy", "statsmodels", "pingouin", "krippendorff"]
    late = [*slow, "scoring.study.twinning"]
    program = (
        "import sys, scoring, instruments\n"
        f"print(sorted(set({late!r}) & set(sys.modules)))\n"
        "from scoring import *\n"
        "print('scoring.study.twinning' in sys.modules)\n"
        f"print(sorted(set({slow!r}) & set(sys.modules)))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert ran.stdout.split("\n") == ["[]", "True", "[]", ""]


def test_every_name_of_the_package_is_there_and_says_what_it_does() -> None:
    found = {name: getattr(scoring, name) for name in scoring.__all__}

    assert [name for name, one in found.items() if one.__name__ != name] == []
    assert [name for name, one in found.items() if not one.__doc__] == []
    assert set(scoring.__all__) <= set(dir(scoring))


def test_commands_over_answers_have_functions_of_the_same_names() -> None:
    commands = set(main.list_commands(click.Context(main)))

    assert commands & set(scoring.__all__) == {
        "explain", "methods", "reliability", "restate", "score", "sensitivity",
    }  # fmt: skip


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        scoring.guess  # noqa: B018


def test_the_same_numbers_come_from_an_instrument_read_again() -> None:
    document: dict[str, Any] = INSTRUMENT.to_document()

    again = type(INSTRUMENT).model_validate(document)

    answers: dict[str, Any] = {"a": "little", "b": 3.3}
    first, second = score_answers(INSTRUMENT, answers), score_answers(again, answers)
    assert first.score.tobytes() == second.score.tobytes()
