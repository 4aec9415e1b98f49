from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from instruments import Instrument
from meter.records import Round
from tests.webapp.desk import BEGINNING, DOCUMENT, PARTS
from webapp.charts.chart import Look
from webapp.charts.palette import MARKS
from webapp.charts.room import Measure, Participant, Room
from webapp.compare.drawing import Drawing
from webapp.compare.pages import make_comparison_page, write_caption
from webapp.compare.selection import Selection

if TYPE_CHECKING:
    from webapp.compare.pages import ComparisonPage

MEASURES = tuple(Measure(key, key.title()) for key in PARTS)
ROOM = Room(
    units=tuple(Participant(n, f"Unit {n}") for n in range(1, 9)),
    top=Measure("whole", "Whole"),
    parts=MEASURES,
    leaves=MEASURES,
    scores={key: np.linspace(0, 100, 8) for key in ("whole", *PARTS)},
)
ROUND = Round(
    1, "seoul", "Seoul", 1, "small", "1", "f" * 64, "default",
    None, None, BEGINNING, None,
)  # fmt: skip


def page_of(room: Room, selection: Selection) -> ComparisonPage:
    drawing = Drawing(room, "caption", Look(), selection.sort)
    worded = Instrument.model_validate(DOCUMENT)
    return make_comparison_page(ROUND, worded, drawing, selection)


def test_chosen_units_carry_the_marks_of_the_charts() -> None:
    room = replace(ROOM, chosen=(4, 1))

    page = page_of(room, Selection(units=(5, 2)))

    assert [(one.name, one.mark) for one in page.compared] == [
        ("Unit 5", MARKS[0]),
        ("Unit 2", MARKS[1]),
    ]
    assert [choice.id for choice in page.choices if choice.chosen] == [2, 5]


def test_units_beyond_the_sixth_are_named() -> None:
    page = page_of(ROOM, Selection(units=(1, 2, 3, 4, 5, 6), left_out=(8, 99)))

    assert page.left_out == ("Unit 8",)


def test_every_way_to_look_keeps_the_choice() -> None:
    page = page_of(replace(ROOM, chosen=(0,)), Selection(units=(1,), sort="law"))

    assert page.sorts["policy"].query == "?units=1&sort=policy"
    assert page.sorts["law"].current
    assert page.other_view == "?units=1&sort=law&view=room"
    assert page.none_chosen == "?sort=law"
    assert [link.query for link in page.tops] == ["?units=1&node=whole"]


def test_the_caption_tells_number_and_day() -> None:
    day = datetime(2026, 11, 21, 23, tzinfo=UTC)

    assert write_caption(20, 24, day) == (
        "20 of 24 units have submitted. 21 November 2026"
    )
    assert write_caption(1, 1, day).startswith("1 of 1 unit has submitted.")
