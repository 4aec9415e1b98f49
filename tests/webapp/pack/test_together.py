"""Groups and twins are proposed with their reason, and those without a result told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.reports.blocks import Table
from meter.reports.room_blocks import Groups
from tests.webapp.pack.rooms import id_of, read
from webapp.pack.naming import Naming
from webapp.pack.together import tell_groups, tell_twins

if TYPE_CHECKING:
    from collections.abc import Container

    from meter.comparison.frames import RoundResults
    from meter.comparison.occasions import Fielded
    from meter.records import Round
    from meter.reports.blocks import Section
    from tests.webapp.desk import Desk
    from webapp.wording import Wording

pytestmark = pytest.mark.usefixtures("_reading")


@pytest.fixture(scope="module")
def read_in(desk: Desk, asked: Round) -> tuple[Fielded, Wording]:
    with desk.app.test_request_context("/"):
        return read(desk, asked)


def group(
    read_in: tuple[Fielded, Wording], named: Container[int] | None = None
) -> Section | None:
    fielded, wording = read_in
    framework = wording.instrument.framework
    assert framework is not None
    return tell_groups(results(fielded), fielded.done, framework, Naming(named))


def twin(
    read_in: tuple[Fielded, Wording], named: Container[int] | None = None
) -> Section | None:
    fielded, wording = read_in
    framework = wording.instrument.framework
    assert framework is not None
    return tell_twins(results(fielded), framework, Naming(named))


def results(fielded: Fielded) -> RoundResults:
    assert fielded.results is not None
    return fielded.results


def test_a_group_says_what_it_needs_and_who_is_strong_in_it(
    read_in: tuple[Fielded, Wording],
) -> None:
    told = group(read_in)

    assert told is not None
    (groups,) = told.blocks
    assert isinstance(groups, Groups)
    # Six units are one group; of law, policy and skills they lack 300, 310 and 305.
    (one,) = groups.groups
    assert (one.number, one.theme) == ("Group 1", "Policy")
    assert one.learning == "Dalo, Corin, Esk, Fyn"
    assert one.strong == "Belm, Ankor"
    assert one.reason == "Those who learn stand at 25.0 in the middle."
    assert told.notes[-1] == "Not placed, as they have no result yet: Gorm, Harl."


def test_in_a_group_those_who_did_not_agree_are_counted(
    read_in: tuple[Fielded, Wording],
) -> None:
    told = group(read_in, {id_of(read_in[0], "Ankor")})

    assert told is not None
    assert isinstance(told.blocks[0], Groups)
    (one,) = told.blocks[0].groups
    assert one.learning == "4 units that are not named"
    assert one.strong == "Ankor, 1 unit that is not named"


def test_a_pair_says_what_can_be_learned_and_both_levels(
    read_in: tuple[Fielded, Wording],
) -> None:
    fielded, _wording = read_in

    told = twin(read_in, {id_of(fielded, "Esk"), id_of(fielded, "Corin")})

    assert told is not None
    (table,) = told.blocks
    assert isinstance(table, Table)
    # Nothing is known of what the units are, so that they are half alike. Corin is 60
    # and 70 ahead: each counts as 40 of a third.
    lessons = "Law (30 and 90); Skills (30 and 100)"
    assert table.rows == (("Esk", "Corin", lessons, "50%"),)
    assert told.title == "1 unit could learn from another"


def test_all_are_paired_in_the_organisers_own(
    read_in: tuple[Fielded, Wording],
) -> None:
    told = twin(read_in)

    assert told is not None
    assert isinstance(told.blocks[0], Table)
    learning = [row[0] for row in told.blocks[0].rows]
    assert len(set(learning)) == len(learning) > 2
    (note,) = told.notes
    assert note.startswith("A proposal: nobody has been asked.")
    assert note.endswith("none teaches more than 2.")


def test_nobody_is_paired_who_may_not_be_named(
    read_in: tuple[Fielded, Wording],
) -> None:
    fielded, _wording = read_in
    both = {id_of(fielded, "Corin"), id_of(fielded, "Ankor")}

    told = twin(read_in, both)

    assert told is not None
    assert isinstance(told.blocks[0], Table)
    assert {row[:2] for row in told.blocks[0].rows} == {
        ("Ankor", "Corin"),
        ("Corin", "Ankor"),
    }
    assert twin(read_in, {id_of(fielded, "Corin")}) is None
