"""The header of a table: columns by their names, in whatever order, once each."""

from __future__ import annotations

import pytest
from drawn import draw

from scoring.errors import NoItemColumnError
from scoring.header import Header, read_header
from scoring.table_warnings import NoColumnWarning, UnknownColumnWarning

INSTRUMENT = draw({"a": {}, "b": {}, "said": {"type": "yes_no"}}, {"index": ["a", "b"]})
LONG = draw(["osi", "tii", "hci"])


def unknown(header: Header) -> list[tuple[str, str | None]]:
    told = (w for w in header.warnings if isinstance(w, UnknownColumnWarning))
    return [(warning.column, warning.closest) for warning in told]


def missed(header: Header) -> list[tuple[str, ...]]:
    return [w.items for w in header.warnings if isinstance(w, NoColumnWarning)]


def test_names_of_columns_may_have_blanks_around() -> None:
    header = read_header(INSTRUMENT, ["city", " a", "b ", "said"])

    assert (header.unit, header.name) == (0, "city")
    assert header.items == {"a": 1, "b": 2, "said": 3}
    assert (header.repeated, header.warnings) == ((), ())


def test_columns_without_a_name_may_be_many() -> None:
    header = read_header(INSTRUMENT, ["city", "", "a", " "])

    assert (header.items, header.repeated) == ({"a": 2}, ())


def test_every_repeated_name_is_told_with_its_columns_and_the_first_is_read() -> None:
    names = ["city", "a", " a ", "b", "x", "b", "x", "b"]
    header = read_header(INSTRUMENT, names)

    assert header.items == {"a": 1, "b": 3}
    assert [str(cell) for cell in header.repeated] == [
        f"row 1, column '{name}': columns {which} have this name. Keep one, or rename "
        "the others."
        for name, which in {"a": "2 and 3", "b": "4, 6 and 8", "x": "5 and 7"}.items()
    ]


def test_the_column_of_units_may_not_be_repeated_either() -> None:
    header = read_header(INSTRUMENT, ["city", "a", "city"])

    assert header.unit == 0
    assert [cell.column for cell in header.repeated] == ["city"]


def test_the_column_of_units_is_no_answer() -> None:
    header = read_header(INSTRUMENT, ["a", "b"], unit="a")

    assert (header.unit, header.items) == (0, {"b": 1})


def test_thousands_of_unknown_columns_are_told_soon() -> None:
    columns = ["city", "a", *(f"strange_{number}" for number in range(5000))]

    assert len(unknown(read_header(INSTRUMENT, columns))) == 5000


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (["unit", "oso", "tii", "hci"], "osi"),
        (["unit", "tii", "tiii", "osi", "hci"], None),  # tii has its column
        (["unit", "osi", "mayor", "tii", "hci"], None),
    ],
)
def test_what_is_proposed_for_a_column_is_an_item_that_has_none(
    names: list[str], meant: str | None
) -> None:
    ((_, closest),) = unknown(read_header(LONG, names))

    assert closest == meant


def test_items_without_a_column_are_told_at_once_and_counted() -> None:
    header = read_header(LONG, ["unit", "oso", "tii"])

    assert missed(header) == [("osi", "hci")]
    assert str(header.warnings[0]).startswith("No column for 2 of 3 items")


def test_items_that_no_score_rests_on_are_not_missed() -> None:
    free = {"note": {"type": "text"}, "link": {"type": "link"}, "day": {"type": "date"}}
    instrument = draw({"a": {}, **free, "n": {"type": "number"}})

    assert missed(read_header(instrument, ["unit", "a", "n"])) == []
    assert missed(read_header(instrument, ["unit", "a"])) == [("n",)]


def test_without_any_item_column_the_nearest_are_named() -> None:
    with pytest.raises(NoItemColumnError) as caught:
        read_header(LONG, ["unit", "oso", "mayor"])

    assert caught.value.closest == {"oso": "osi"}
