from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from webapp.charts.chart import Look
from webapp.charts.room import Ladder, Measure, Participant, Room, Step
from webapp.compare.drawing import CHARTS, Drawing, draw_chart, draw_charts

TOP = Measure("top", "Top")
PARTS = tuple(Measure(key, key.title()) for key in ("law", "policy", "skills"))
ROOM = Room(
    units=(Participant(1, "Arva"), Participant(2, "Belo")),
    top=TOP,
    parts=PARTS,
    leaves=PARTS,
    scores={part.key: np.array([10.0, 90.0]) for part in (TOP, *PARTS)},
    ladder=Ladder("Ladder", (Step("Low", ("Arva",)), Step("High", ("Belo",)))),
    chosen=(0,),
)
DRAWING = Drawing(ROOM, "caption", Look())


def drawn(room: Room) -> list[str]:
    return list(draw_charts(replace(DRAWING, room=room)))


def test_a_room_with_everything_has_every_chart() -> None:
    assert drawn(ROOM) == list(CHARTS)


@pytest.mark.parametrize(
    ("room", "missing"),
    [
        (replace(ROOM, ladder=None), {"stages"}),
        (replace(ROOM, chosen=()), {"radar", "profile"}),
        (replace(ROOM, parts=PARTS[:2]), {"radar"}),
        (replace(ROOM, parts=()), {"dimensions", "radar"}),
    ],
)
def test_what_there_is_nothing_to_draw_from_is_not_drawn(
    room: Room, missing: set[str]
) -> None:
    assert set(CHARTS) - set(drawn(room)) == missing


def test_an_empty_room_has_no_chart() -> None:
    empty = replace(ROOM, units=(), chosen=(), scores={})

    assert drawn(empty) == []


def test_an_unknown_chart_is_none() -> None:
    assert draw_chart(DRAWING, "pie") is None


def test_an_unknown_order_is_the_first_column() -> None:
    assert replace(DRAWING, sort="policy").order == PARTS[1]
    assert replace(DRAWING, sort="nonsense").order == TOP
