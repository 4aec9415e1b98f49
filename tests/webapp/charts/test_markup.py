from __future__ import annotations

import re

from webapp.charts.markup import MOST_EXACT, MOST_NAMES, say_difference, write_body
from webapp.charts.tables import Cell, Change, Column, Points, Table


def body(*rows: tuple[Cell, ...]) -> str:
    columns = tuple(Column(f"c{place}") for place in range(len(rows[0])))
    return str(write_body(Table("caption", columns, rows)))


def test_each_kind_of_cell_is_written_and_escaped() -> None:
    row = ("<b>A</b>", "<i>", 3, Points(50.15), Points(None), Change(-2.0), ("<u>",))

    found = body(row)

    assert found == (
        '<tr><th scope="row"><bdi>&lt;b&gt;A&lt;/b&gt;</bdi></th><td>&lt;i&gt;</td>'
        '<td class="num">3</td>'
        '<td class="num"><data value="50.15" title="50.15">50.2</data></td>'
        '<td class="num muted">none</td>'
        '<td class="num"><bdi dir="ltr">-2.0</bdi></td>'
        '<td class="names"><bdi>&lt;u&gt;</bdi></td></tr>\n'
    )


def test_a_large_table_leaves_the_exact_numbers_to_the_file() -> None:
    few = body(*[("A", Points(1.25))] * (MOST_EXACT // 2))
    many = body(*[("A", Points(1.25))] * (MOST_EXACT // 2 + 1))

    assert "data" in few
    assert "data" not in many
    assert many.count(">1.3<") == MOST_EXACT // 2 + 1


def test_of_very_many_names_the_first_are_shown_and_the_others_counted() -> None:
    names = tuple(f"n{number}" for number in range(MOST_NAMES + 7))

    found = body(("A", names))

    assert len(re.findall("<bdi>n", found)) == MOST_NAMES
    assert "and 7 more" in found


def test_a_difference_has_its_sign_unless_it_rounds_to_nothing() -> None:
    said = [say_difference(points) for points in (10, -0.05, 0.0, -0.01, 125)]

    assert said == ["+10.0", "-0.1", "0.0", "0.0", "+125.0"]
