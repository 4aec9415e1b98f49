"""A pack is cut into screens: all of it, in order, none too full."""

from __future__ import annotations

from typing import Any

import pytest

from meter.reports.blocks import Block, BlockWords, Section, Table
from meter.reports.pack import Pack
from meter.reports.paper import Tongue
from meter.reports.room_blocks import Bar, Bars, Saying, Sayings
from webapp.pack.slides import SCREEN, cut_slides, measure

BARS = Bars("There is a will.", "", tuple(Bar(f"{n}", n) for n in range(5)), 4)


def make_table(rows: int, **changes: Any) -> Table:
    given = {"rows": tuple((f"Unit {n}", f"{n}") for n in range(rows)), **changes}
    return Table("", ("Unit", "Number"), **given)


def cut(*blocks: Block) -> list[tuple[Block, ...]]:
    sections = (Section("one", "", "One", blocks=blocks),)
    words = BlockWords("", "", "", "")
    pack = Pack("", "", "", "", "", Tongue("en", "ltr"), words, sections)
    return [slide.section.blocks for slide in cut_slides(pack)]


def test_what_fits_stays_on_one_screen() -> None:
    assert cut(make_table(5)) == [(make_table(5),)]
    assert cut(*[BARS] * 4) == [(BARS,) * 4]


@pytest.mark.parametrize("rows", [12, 13, 24, 25, 200])
def test_long_tables_go_on_on_the_next_screen(rows: int) -> None:
    screens = cut(make_table(rows))

    parts = [block for screen in screens for block in screen]
    assert all(isinstance(one, Table) for one in parts)
    told = [row for one in parts if isinstance(one, Table) for row in one.rows]
    assert tuple(told) == make_table(rows).rows
    assert all(measure(one) <= SCREEN for one in parts)
    counts = [len(one.rows) for one in parts if isinstance(one, Table)]
    assert max(counts) - min(counts) <= 1


def test_questions_stand_four_to_a_screen() -> None:
    assert [len(screen) for screen in cut(*[BARS] * 9)] == [4, 4, 1]


def test_long_words_take_the_room_that_they_need() -> None:
    said = tuple(Saying(f"Unit {n}", "word " * 100) for n in range(6))

    screens = cut(Sayings("What?", "", said))

    told = [
        one for (block,) in screens if isinstance(block, Sayings) for one in block.said
    ]
    assert len(screens) == 3
    assert tuple(told) == said


def test_an_empty_table_is_a_screen_too() -> None:
    assert cut(make_table(0)) == [(make_table(0),)]
    assert cut() == [()]


def test_screens_are_counted_on_through_the_pack() -> None:
    sections = (
        Section("one", "", "One", blocks=(make_table(30),)),
        Section("two", "", "Two"),
    )
    words = BlockWords("", "", "", "")
    pack = Pack("", "", "", "", "", Tongue("en", "ltr"), words, sections)

    slides = cut_slides(pack)

    told = [(one.number, one.section.key, one.place, one.parts) for one in slides]
    assert told == [
        (1, "one", 1, 3),
        (2, "one", 2, 3),
        (3, "one", 3, 3),
        (4, "two", 1, 1),
    ]
