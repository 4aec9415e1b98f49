"""Fresh links as rows: with their round, and harmless in a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.workshops.links import make_links, write_lines, write_rows

if TYPE_CHECKING:
    from tests.webapp.workshops.meeting import Meeting


def test_a_row_names_round_unit_person_and_link(meeting: Meeting) -> None:
    fresh = meeting.links["Marenda"]
    with meeting.desk.app.test_request_context("/"):
        links = make_links(fresh)

    rows = write_rows(links).splitlines()

    address = f"http://localhost/join/{fresh[0].token}"
    assert rows[0] == "round,unit,person,email,link"
    assert rows[1] == f"What is there,Marenda,Ana,ana@marenda.example,{address}"
    assert write_lines(links).splitlines()[1].startswith("What we hope\tMarenda")


def test_a_name_like_a_formula_is_no_formula(meeting: Meeting) -> None:
    one = meeting.links["Marenda"][0]
    evil = replace(one, unit=replace(one.unit, name="=1+1"))
    with meeting.desk.app.test_request_context("/"):
        [link] = make_links([evil])

    assert link.cells[1] == "'=1+1"
