"""Who is coming is told with facts, and how far they are as on the round's page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.comparison.occasions import read_round
from meter.reports.blocks import Table
from tests.webapp.pack.rooms import read
from webapp.languages import speaking
from webapp.pack.coming import tell_coming, tell_response
from webapp.pack.naming import Naming

if TYPE_CHECKING:
    from meter.records import Round
    from meter.reports.blocks import Section
    from tests.webapp.desk import Desk

pytestmark = pytest.mark.usefixtures("_reading")


def table(section: Section) -> Table:
    (block,) = section.blocks
    assert isinstance(block, Table)
    return block


def test_units_stand_with_what_is_known_of_any(desk: Desk, asked: Round) -> None:
    known: dict[str, str | float] = {"population": 12000.0, "region": "north"}
    occasion = read_round(desk.store, asked, desk.clock())
    first, second, *others = occasion.units
    units = [first, replace(second, profile=known), *others]
    _fielded, wording = read(desk, asked)

    told = tell_coming(replace(occasion, units=units), [wording])

    assert told.title == "8 units take part"
    assert table(told).headings == ("Unit", "Population", "Region")
    assert table(told).numeric == (1,)
    assert table(told).rows[:2] == (("Ankor", "", ""), ("Belm", "12,000", "North"))


def test_languages_are_named_in_that_of_the_reader(desk: Desk, asked: Round) -> None:
    occasion = read_round(desk.store, asked, desk.clock())
    first = occasion.units[0].id
    speaks = replace(occasion, languages={first: ("fr", "zh-Hant", "x-none")})
    _fielded, wording = read(desk, asked)

    told = table(tell_coming(speaks, [wording]))
    with speaking("es"):
        spanish = table(tell_coming(speaks, [wording]))

    assert told.headings == ("Unit", "Languages it works in")
    assert told.rows[0] == ("Ankor", "French, Chinese (Traditional), x-none")
    assert told.rows[1] == ("Belm", "")
    assert spanish.rows[0][1].startswith("francés")


def test_states_and_coverage_are_those_of_the_round(desk: Desk, asked: Round) -> None:
    fielded, _wording = read(desk, asked)

    told = tell_response(fielded, "6 of 8.", Naming())

    assert told.title == "6 of 8 units have submitted their answers"
    assert told.notes == ("6 of 8.", "6 have submitted, 2 have not begun")
    assert table(told).headings == ("Unit", "State", "Answered", "Coverage")
    assert table(told).rows[0] == ("Ankor", "Submitted", "3 of 3", "100%")
    assert table(told).rows[-1] == ("Harl", "Has not begun", "0 of 3", "")


def test_who_is_not_named_has_no_line(desk: Desk, asked: Round) -> None:
    fielded, _wording = read(desk, asked)
    belm = next(one.unit.id for one in fielded.done if one.unit.name == "Belm")

    told = tell_response(fielded, "", Naming({belm}))

    assert [row[0] for row in table(told).rows] == ["Belm"]
    assert told.notes[-1].startswith("7 units that have not agreed")
