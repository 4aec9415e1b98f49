from __future__ import annotations

import numpy as np
import pytest

from instruments import Instrument
from instruments.model.questionnaire import ProfileField
from meter.comparison.tallies import tally_room
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics.sides import NAMES, Sides
from tests.meter.conftest import DOCUMENT
from webapp.charts.plane import Axis, Corner
from webapp.charts.room import Participant
from webapp.compare.sources import (
    AHEAD,
    BEHIND,
    list_axes,
    list_groups,
    list_questions,
    make_plane,
    word_side,
)

SIDES = Sides("gap", "integration", "The gap", np.array([0.9]), np.array([0.2]), 0.1)
UNITS = (Participant(1, "Arva"),)


def test_questions_are_put_into_words_with_their_levels() -> None:
    instrument = Instrument.model_validate(DOCUMENT)
    rows = [{"law": law} for law in ("none", "none", "partly", "full", "full", "full")]
    tally = tally_room(instrument, code_answers(instrument, rows))

    (question,) = list_questions(instrument, tally)

    assert (question.ask, question.section) == ("There is a law.", "All")
    assert [(one.words, one.count, one.level) for one in question.answers] == [
        ("Not at all", 2, 0),
        ("Partly", 1, 0.5),
        ("Fully", 3, 1),
    ]
    assert question.consensus == pytest.approx(100 * (tally.items[0].consensus or 0))


@pytest.mark.parametrize(
    ("field", "profiles", "titles"),
    [
        (
            {"type": "number"},
            [{"x": 0.0}, {"x": 25_000.0}, {}],
            ["Below 1", "10,000 to below 100,000", "Not known"],
        ),
        ({"type": "text"}, [{"x": " Big  Kaloa"}, {"x": "big kaloa"}], ["Big Kaloa"]),
        (
            {
                "type": "single",
                "options": [{"code": "a", "say": "Ay"}, {"code": "b", "say": "Be"}],
            },
            [{"x": "b"}, {"x": "a"}],
            ["Ay", "Be"],
        ),
    ],
)
def test_groups_have_the_words_of_the_reader(
    field: dict[str, object],
    profiles: list[dict[str, str | float]],
    titles: list[str],
) -> None:
    declared = ProfileField.model_validate({"key": "x", "title": "X", **field})

    assert [one.title for one in list_groups(declared, profiles)] == titles


def test_the_sides_of_every_kind_have_words() -> None:
    for kind in NAMES:
        sides = Sides("k", kind, "T", np.array([]), np.array([]), 0.1)
        assert word_side(sides, AHEAD) != word_side(sides, BEHIND)


def test_nodes_and_sides_may_be_axes() -> None:
    assert list_axes({"law": "Law"}, {"gap": SIDES}) == {
        "law": "Law",
        "gap:ahead": "What residents meet",
        "gap:behind": "The work behind it",
    }


@pytest.mark.parametrize(
    ("keys", "corner"),
    [
        (("gap:behind", "gap:ahead"), Corner("The gap", 10.0, 0.0)),
        (("gap:ahead", "gap:behind"), None),
        (("law", "gap:ahead"), None),
        (("law", "policy"), None),
    ],
)
def test_the_corner_is_there_where_a_diagnostic_lives(
    keys: tuple[str, str], corner: Corner | None
) -> None:
    axes = Axis("x", np.array([20.0])), Axis("y", np.array([90.0]))

    assert make_plane(UNITS, axes, keys, {"gap": SIDES}, ()).corner == corner
