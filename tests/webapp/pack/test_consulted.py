"""Closed answers are counted, open ones stand under who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import responses
from meter.reports.blocks import Table
from meter.reports.room_blocks import Bar, Bars, Saying, Sayings
from tests.webapp.pack.rooms import id_of, make_document, read
from webapp.pack.consulted import tell_consultation
from webapp.pack.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Container

    from instruments import Answer
    from meter.comparison.occasions import Fielded
    from meter.reports.blocks import Block
    from tests.webapp.desk import Desk
    from webapp.wording import Wording

pytestmark = pytest.mark.usefixtures("_reading")


@pytest.fixture(scope="module")
def read_in(desk: Desk) -> tuple[Fielded, Wording]:
    """Let six units say what they want and hope for; the last two say nothing."""
    asked = desk.open("oslo", document=make_document())
    for place, name in enumerate(("Ana", "Bo", "Cy", "Di", "Ed", "Flo")):
        _unit, response, _token = desk.invite(asked, name)
        if place < 4:
            hope = "Water\nand light" if place == 1 else f"Peace {place}"
            given: dict[str, Answer] = {
                "will": "full",
                "hope": hope,
                "year": 2.0 + place,
            }
            responses.save_answers(desk.store, response, given, {}, name, desk.clock())
        responses.submit_response(desk.store, response, name, desk.clock())
    with desk.app.test_request_context("/"):
        return read(desk, asked)


def tell(
    read_in: tuple[Fielded, Wording], named: Container[int] | None = None
) -> tuple[Block, ...]:
    fielded, wording = read_in
    (section,) = tell_consultation(fielded, wording, Naming(named))
    assert section.title == "Answers put together: More"
    return section.blocks


def test_each_kind_of_answer_is_put_together(
    read_in: tuple[Fielded, Wording],
) -> None:
    will, hope, numbers = tell(read_in)

    assert isinstance(will, Bars)
    assert (will.ask, will.note) == ("There is a will.", "4 answers")
    assert will.bars == (Bar("None", 0), Bar("Some", 0), Bar("Full", 4))
    assert isinstance(hope, Sayings)
    assert hope.said[:2] == (Saying("Ana", "Peace 0"), Saying("Bo", "Water\nand light"))
    assert isinstance(numbers, Table)
    assert numbers.headings == ("Question", "Answers", "Median", "Lowest", "Highest")
    assert numbers.rows == (
        ("How many years?", "4", "3.5 years", "2 years", "5 years"),
    )


def test_for_the_room_only_who_agreed_is_heard_and_few_are_not_counted(
    read_in: tuple[Fielded, Wording],
) -> None:
    (hope,) = tell(read_in, {id_of(read_in[0], "Bo")})

    assert isinstance(hope, Sayings)
    assert hope.said == (Saying("Bo", "Water\nand light"),)
    assert "3 units that have not agreed to be named" in hope.note
