"""Lines of the trail say who, what and on whose data; the file is safe to open."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tests.webapp.trail.entries import AT, make_entry
from webapp.trail.pages import Names, make_line, write_csv

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

NAMES = Names({3: "Ankor"}, {2: "First round"}, {(2, "law"): "Is there a law?"})


def test_a_line_names_what_ids_stand_for(desk: Desk) -> None:
    with desk.app.test_request_context("/"):
        line = make_line(make_entry(), NAMES)
        other = make_line(make_entry(unit_id=9, round_id=9, item="x"), NAMES)
        to = {"name": "Mia", "role": "researcher"}
        named = make_line(make_entry(action="member_named", detail=to), NAMES)

    assert (line.at, line.who, line.role) == (AT, "Ana", "Reviewer")
    assert (line.unit, line.round) == ("Ankor", "First round")
    assert (line.what, line.ask) == ("Verified an answer", "Is there a law?")
    assert (other.unit, other.round, other.ask) == ("", "", "x")
    assert (named.name, named.member_role) == ("Mia", "Researcher")


def test_the_file_holds_what_the_hashes_are_over(desk: Desk) -> None:
    with desk.app.test_request_context("/"):
        text = write_csv([make_entry(who="=1+1")], NAMES)

    (row,) = csv.DictReader(io.StringIO(text))
    assert row["who"] == "'=1+1"
    assert (row["entry"], row["action"]) == ("1", "answer_verified")
    assert row["unit"] == "Ankor"
    assert (row["previous"], row["hash"]) == ("0" * 64, "1" * 64)
    assert row["detail"] == '{"revision": 1}'
