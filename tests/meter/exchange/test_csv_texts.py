from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from meter.exchange.csv_texts import write_csv
from meter.exchange.formulas import guard_formula, guard_words

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1))
def test_every_row_comes_back_whatever_signs_are_in_it(
    rows: list[tuple[str, str]],
) -> None:
    guarded = [[guard_formula(one) for one in row] for row in rows]
    assert read(write_csv(rows)) == guarded


def test_numbers_stay_numbers_and_texts_are_guarded_as_is_asked() -> None:
    row = ("-5", -5, -0.5, None, "=1")

    assert read(write_csv([row])) == [["'-5", "-5", "-0.5", "", "'=1"]]
    assert read(write_csv([row], guard_words)) == [["-5", "-5", "-0.5", "", "'=1"]]
