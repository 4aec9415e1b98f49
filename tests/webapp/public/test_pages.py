"""An edition is worded as it was made, in the words of its own instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.rounds import get_instrument
from webapp.public.pages import make_edition_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.public.conftest import Square
    from webapp.public.pages import EditionPage


def make(square: Square, numbers: tuple[int, ...] = (1,)) -> EditionPage:
    made = square.publish()
    with square.desk.app.test_request_context("/"):
        wording = word_instrument(get_instrument(square.desk.store, square.round))
        return make_edition_page(square.round, wording, made, numbers)


def test_stages_are_counted_from_the_lowest_and_shaded_by_their_place(
    square: Square,
) -> None:
    [ladder] = make(square).ladders

    assert [(one.title, one.count) for one in ladder.stages] == [
        ("Low", 3),
        ("High", 4),
    ]
    assert ladder.stages[0].shade < ladder.stages[1].shade
    assert (ladder.most, ladder.title, ladder.rule) == (4, "Whole", "Ladder")


def test_a_band_is_drawn_where_it_is_told(square: Square) -> None:
    whole = make(square).bands[0]

    assert (whole.low, whole.middle, whole.high) == (30, 55, 70)
    assert whole.band == (0.3, 0.7)
    assert whole.tick == 0.575


def test_only_the_newest_number_is_the_newest(square: Square) -> None:
    assert make(square).is_newest
    assert not make(square, (3, 2, 1)).is_newest
