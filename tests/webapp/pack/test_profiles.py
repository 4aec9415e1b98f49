"""A participant's page says what its own result page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.reports.unit_blocks import Needed, Profile, Score
from tests.webapp.pack.rooms import SHARES, id_of, read
from webapp.pack.profiles import tell_units
from webapp.results.assessment import assess
from webapp.results.pages import make_result_page

if TYPE_CHECKING:
    from meter.comparison.occasions import Fielded
    from meter.records import Round
    from tests.webapp.desk import Desk
    from webapp.wording import Wording

pytestmark = pytest.mark.usefixtures("_reading")


@pytest.fixture(scope="module")
def read_in(desk: Desk, asked: Round) -> tuple[Fielded, Wording]:
    with desk.app.test_request_context("/"):
        return read(desk, asked)


def profile(read_in: tuple[Fielded, Wording], name: str) -> Profile:
    fielded, wording = read_in
    units = [one.unit for one in fielded.done if one.unit.name == name]
    (section,) = tell_units(fielded, wording, units)
    assert (section.title, section.owns_title) == (name, True)
    (block,) = section.blocks
    assert isinstance(block, Profile)
    return block


def test_only_units_with_a_result_have_one(read_in: tuple[Fielded, Wording]) -> None:
    fielded, wording = read_in

    told = list(tell_units(fielded, wording, [one.unit for one in fielded.done]))

    assert [one.title for one in told] == list(SHARES)
    assert told[0].key == f"unit-{id_of(fielded, 'Ankor')}"


def test_stage_parts_and_strengths_are_told(read_in: tuple[Fielded, Wording]) -> None:
    told = profile(read_in, "Ankor")

    assert (told.stage, told.place, told.bounds) == ("Low", 0, (0.0, 0.5))
    assert (told.main.title, told.main.said) == ("Whole", "40.0")
    assert [(one.title, one.said) for one in told.parts] == [
        ("Law", "10.0"),
        ("Policy", "80.0"),
        ("Skills", "30.0"),
    ]
    assert [one.title for one in told.strengths] == ["Policy"]


@pytest.mark.parametrize("name", ["Ankor", "Esk", "Corin"])
def test_it_is_what_the_result_page_says(
    read_in: tuple[Fielded, Wording], name: str
) -> None:
    _fielded, wording = read_in
    shares = zip(("law", "policy", "skills"), SHARES[name], strict=True)
    given = {f"{part}_share": share for part, share in shares}
    page = make_result_page(assess(wording, given), _fielded.round.opened_at)  # type: ignore[arg-type]

    told = profile(read_in, name)

    ladder = page.ladder
    assert ladder is not None
    assert ladder.current is not None
    assert told.stage == ladder.current.title
    assert told.needed == tuple(
        Needed(one.ask, one.now, one.needed) for one in page.roadmap.to_stage
    )
    assert [one.title for one in told.strengths] == [
        one.title for one in page.strengths
    ]


def test_what_blocks_the_next_stage_is_told(read_in: tuple[Fielded, Wording]) -> None:
    told = profile(read_in, "Ankor")

    assert told.next == "“High” is 1 answer away."
    (needed,) = told.needed
    assert needed.now != needed.needed
    assert told.more == ""


def test_the_highest_stage_blocks_nothing(read_in: tuple[Fielded, Wording]) -> None:
    told = profile(read_in, "Corin")

    assert (told.next, told.needed) == ("It holds the highest stage.", ())
    assert told.strengths[0] == Score("Skills", 100.0, "100.0")
