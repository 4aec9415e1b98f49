"""Phrases that several mails share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.mails.conftest import take
from webapp.languages import speaking
from webapp.mails.phrases import (
    Asker,
    find_asker,
    greet,
    isolate,
    join_parts,
    say_left,
    say_minutes,
)
from webapp.respond.progress import SectionProgress

if TYPE_CHECKING:
    from tests.meter.mailing.conftest import Team

SECTIONS = [
    SectionProgress("a", "Law", 4, 1),
    SectionProgress("b", "Done", 2, 2),
    SectionProgress("c", "Money", 5, 0),
]


def test_a_delegate_asks_the_focal_point_who_asks_the_organiser(team: Team) -> None:
    assert find_asker(take(team)) == Asker("Organiser", "organiser@example.org")
    assert find_asker(take(team)) == Asker("Ana", "ana@example.org")


def test_what_is_done_is_not_left() -> None:
    assert say_left(SECTIONS) == [
        "- Law: 1 of 4 answered",
        "- Money: 0 of 5 answered",
    ]
    assert say_minutes(SECTIONS) == "About 5 minutes are left."


def test_names_are_isolated_where_the_words_run_the_other_way() -> None:
    assert isolate("Ana") == "Ana"
    assert greet("Ana") == "Hello Ana,"
    with speaking("ar"):
        assert isolate("Ana") == "\u2068Ana\u2069"


def test_paragraphs_are_apart_and_empty_ones_left_out() -> None:
    assert join_parts("One", "", ["Two", "- three"], []) == "One\n\nTwo\n- three\n"
