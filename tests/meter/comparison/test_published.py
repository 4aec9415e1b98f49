from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from meter.comparison.errors import (
    FigureColumnsError,
    FigureError,
    FigureRangeError,
    NobodyFoundError,
    RepeatedFigureError,
)
from meter.comparison.published import (
    MOST_FIGURES,
    drop_figure,
    keep_figures,
    load_figures,
    parse_figure,
    read_figures,
)
from meter.fieldwork.errors import LongRowError, SheetColumnsError
from meter.records import Unit

if TYPE_CHECKING:
    from meter.comparison.published import Scale
    from tests.meter.conftest import Workshop

UNITS = [Unit(1, 1, "Arva", {}), Unit(2, 1, "Big Belo", {})]


def test_figures_are_matched_by_name_and_brought_to_one_scale() -> None:
    found = read_figures("Name,EGDI,OSI\narva,57.5,\n Big  BELO ,0,100\n", 100, UNITS)

    assert found.figures == {"EGDI": {1: 0.575, 2: 0.0}, "OSI": {2: 1.0}}
    assert (found.problems, found.strangers) == ((), ())


def test_a_workbook_is_read_as_well() -> None:
    book = Workbook()
    for row in (["EGDI", "Unit"], [0.25, "Arva"]):
        book.active.append(row)  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)

    assert read_figures(file.getvalue(), 1, UNITS).figures == {"EGDI": {1: 0.25}}


def test_every_bad_row_is_named_and_strangers_are_told_apart() -> None:
    lines = ["name,EGDI,OSI", "Arva,high,2", "Nowhere,x,y", "Arva,0.1,0.1"]
    lines.append("Big Belo,0.1,0.2,0.3")

    found = read_figures("\n".join(lines), 1, UNITS)

    assert [(one.row, type(one.error)) for one in found.problems] == [
        (2, FigureError),
        (2, FigureRangeError),
        (4, RepeatedFigureError),
        (5, LongRowError),
    ]
    assert found.strangers == ("Nowhere",)
    assert str(found.problems[2]).startswith("Row 4: Arva is in row 2 too.")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", SheetColumnsError),
        ("city,EGDI\nArva,1\n", SheetColumnsError),
        ("name\nArva\n", FigureColumnsError),
        ("name,EGDI,EGDI\nArva,1,1\n", FigureColumnsError),
        (f"name,{'x' * 61}\nArva,1\n", FigureColumnsError),
        (f"name,{','.join(map(str, range(MOST_FIGURES + 1)))}\n", FigureColumnsError),
        ("name,EGDI\nNowhere,1\n", NobodyFoundError),
    ],
)
def test_a_file_that_says_nothing_is_refused(
    content: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read_figures(content, 1, UNITS)


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [("0.5", 1, 0.5), ("57,5", 100, 0.575), ("1e-1", 1, 0.1), ("100", 100, 1.0)],
)
def test_a_figure_is_read_on_its_scale(text: str, scale: Scale, value: float) -> None:
    assert parse_figure("EGDI", text, scale) == pytest.approx(value)


@pytest.mark.parametrize("text", ["nan", "inf", "1,000,000", "n/a", "0.5%"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(FigureError):
        parse_figure("EGDI", text, 1)


def test_figures_are_kept_with_the_round_replaced_and_forgotten(
    workshop: Workshop,
) -> None:
    store, asked, unit = workshop.store, workshop.round.id, workshop.unit.id
    keep_figures(store, asked, {"EGDI": {unit: 0.5}, "OSI": {unit: 1.0}}, workshop.at)

    keep_figures(store, asked, {"EGDI": {unit: 0.25}}, workshop.at)
    assert load_figures(store, asked) == {"EGDI": {unit: 0.25}, "OSI": {unit: 1.0}}

    drop_figure(store, asked, "OSI", workshop.at)
    keep_figures(store, asked, {}, workshop.at)
    assert load_figures(store, asked) == {"EGDI": {unit: 0.25}}
