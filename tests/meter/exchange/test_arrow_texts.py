"""A whole column of text is guarded as its single cells are."""

from __future__ import annotations

import pyarrow as pa
import pytest

from meter.exchange.arrow_texts import guard_texts, need_quotes, quote_texts
from meter.exchange.formulas import guard_formula

RISKY = ("=1", "'=1", " =1", "\u3000@a", "\t", "'\r", "\uff0b1", "-5", "\u2028+1")
SAFE = ("a=1", "", "'a", "5", "北京")


@pytest.mark.parametrize("text", [*RISKY, *SAFE])
def test_a_column_is_guarded_as_its_cells_are(text: str) -> None:
    column = pa.chunked_array([[None, text, "Lima"]], pa.string())

    assert guard_texts(column).to_pylist() == [None, guard_formula(text), "Lima"]


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    column = pa.chunked_array([[text]], pa.string())

    assert guard_texts(column).to_pylist() == [f"'{text}"]


@pytest.mark.parametrize("text", ["a,b", 'say "a"', "a\nb", "a\rb"])
def test_what_ends_a_cell_or_a_row_needs_quotes(text: str) -> None:
    assert need_quotes(pa.chunked_array([["Lima", text]]))
    assert not need_quotes(pa.chunked_array([["Lima", None]], pa.string()))


def test_what_needs_quotes_gets_them_and_nothing_else() -> None:
    texts = [None, "Lima", "a,b", 'say "a"', "a\nb", "a\rb", ""]
    column = pa.chunked_array([texts], pa.string())

    assert quote_texts(column).to_pylist() == [
        None,
        "Lima",
        '"a,b"',
        '"say ""a"""',
        '"a\nb"',
        '"a\rb"',
        "",
    ]
