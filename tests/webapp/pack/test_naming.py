"""Units are named in the organiser's own pack; in another only who agreed."""

from __future__ import annotations

from meter.records import Unit
from webapp.pack.naming import Naming

UNITS = [Unit(number, 1, name, {}) for number, name in enumerate(("A", "B", "C"))]


def test_all_are_named_where_nobody_else_reads() -> None:
    naming = Naming()

    assert naming.say(UNITS) == "A, B, C"
    assert naming.choose(UNITS) == UNITS
    assert naming.say_left_out(UNITS) == ()


def test_those_who_did_not_agree_are_counted() -> None:
    naming = Naming({1})

    assert naming.say(UNITS) == "B, 2 units that are not named"
    assert naming.choose(UNITS) == [UNITS[1]]
    assert naming.say(UNITS[:1]) == "1 unit that is not named"
    assert naming.say([]) == ""


def test_what_is_left_out_is_said() -> None:
    assert Naming({0, 1}).say_left_out(UNITS) == (
        "1 unit that has not agreed to be named is left out.",
    )
    assert Naming({0, 1, 2}).say_left_out(UNITS) == ()
