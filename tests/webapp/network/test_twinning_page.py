"""What a city reads of a twin: words, and levels where both agreed to name them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from meter.network.matching import Board, Match
from meter.network.records import Consent, Reason, Topic, Twinning
from meter.records import Unit
from webapp.network.theme_words import Themes
from webapp.network.twinning_page import (
    list_suggestions,
    list_theme_lines,
    make_desk_lines,
    make_twinning_page,
    say_reasons,
)

AT = dt.datetime(2027, 6, 18, tzinfo=dt.UTC)
PORTO, LIMA = (
    Unit(number, 1, name, {}) for number, name in ((1, "Porto"), (2, "Lima"))
)
THEMES = Themes({"law": "Law", "skills": "Skills"})
CONSENTS = {
    one.id: Consent(
        one, draws=True, names_levels=True, words="", revision=1, at=AT, who="A"
    )
    for one in (PORTO, LIMA)
}
LEVELS = {1: {"law": 0.9}, 2: {"law": 0.1}}
DRAWN = Reason("law", 2, (2, 1))
MADE = Twinning(7, PORTO, LIMA, None, AT, (DRAWN,))


@pytest.mark.parametrize(
    ("reason", "lima", "porto"),
    [
        (
            DRAWN,
            "They can teach: Law (you: developing, they: strong)",
            "You can teach: Law (you: strong, they: developing)",
        ),
        (
            Reason("law", 2),
            "They can teach: Law (you: declared as a need, they: declared as an offer)",
            "You can teach: Law (you: declared as an offer, they: declared as a need)",
        ),
        (
            Reason("law", 2, (1,)),
            "They can teach: Law (you: declared as a need, they: strong)",
            "You can teach: Law (you: strong, they: declared as a need)",
        ),
    ],
)
def test_why_is_said_in_words(reason: Reason, lima: str, porto: str) -> None:
    board = Board(CONSENTS, [])
    assert say_reasons([reason], 2, 1, board, THEMES) == (lima,)
    assert say_reasons([reason], 1, 2, board, THEMES) == (porto,)


def test_levels_stand_beside_the_words_where_both_named_them() -> None:
    board = Board(CONSENTS, [], levels=LEVELS)
    said = (
        "They can teach: Law (you: developing, 10.0 of 100, they: strong, 90.0 of 100)"
    )
    assert say_reasons([DRAWN], 2, 1, board, THEMES) == (said,)
    for silent in (1, 2):
        quiet = {**CONSENTS, silent: replace(CONSENTS[silent], names_levels=False)}
        (sentence,) = say_reasons([DRAWN], 2, 1, replace(board, consents=quiet), THEMES)
        assert "10.0" not in sentence
        assert "90.0" not in sentence


@pytest.mark.parametrize(
    ("dates", "lima", "porto", "may"),
    [
        ({}, "Waits for your answer", "Waits for your answer", (True, True, False)),
        (
            {"first_agreed_at": AT},
            "Waits for your answer",
            "You agreed; waits for them",
            (True, True, False),
        ),
        (
            {"first_agreed_at": AT, "second_agreed_at": AT},
            "Active",
            "Active",
            (False, False, True),
        ),
        (
            {"declined_at": AT, "declined_by": 1},
            "Did not come about",
            "You declined",
            (False, False, False),
        ),
    ],
)
def test_each_side_reads_how_far_it_is(
    dates: dict[str, object], lima: str, porto: str, may: tuple[bool, ...]
) -> None:
    one = replace(MADE, **dates)  # type: ignore[arg-type]
    board = Board(CONSENTS, [])
    (theirs,) = make_twinning_page(LIMA, board, [one], THEMES).twinnings
    (mine,) = make_twinning_page(PORTO, board, [one], THEMES).twinnings
    assert (theirs.state.word, mine.state.word) == (lima, porto)
    assert (theirs.may_agree, theirs.may_decline, theirs.may_end) == may
    assert theirs.partner == "Porto"


def test_a_city_that_takes_no_part_sees_no_other() -> None:
    board = Board({2: CONSENTS[2]}, [Topic(2, "offer", "law")])
    page = make_twinning_page(PORTO, board, [], THEMES)
    assert (page.consent, page.matches, page.board) == (None, (), ())
    (line,) = make_twinning_page(
        PORTO, Board(CONSENTS, [Topic(2, "offer", "law")]), [], THEMES
    ).board
    assert (line.name, line.offers, line.needs) == ("Lima", ("Law",), ())


def test_the_form_tells_what_is_said_and_what_would_be_drawn() -> None:
    topics = [Topic(1, "need", "law"), Topic(1, "offer", "skills", is_drawn=True)]
    board = Board(CONSENTS, topics)
    lines = list_theme_lines(1, board, THEMES)
    assert [(one.kind, one.drawn) for one in lines] == [("need", ""), ("", "offer")]
    typed = list_theme_lines(1, board, THEMES, {"skills": "need"})
    assert [one.kind for one in typed] == ["", "need"]


def test_the_organiser_reads_who_can_teach_whom() -> None:
    board = Board(CONSENTS, [])
    (line,) = make_desk_lines([MADE], board, THEMES)
    assert line.reasons == ("Porto can teach Lima: Law",)
    assert (line.state.word, line.by) == (
        "Proposed; nobody has agreed yet",
        "Proposed by you",
    )
    (by_city,) = make_desk_lines([replace(MADE, proposed_by=2)], board, THEMES)
    assert by_city.by == "Proposed by Lima"


def test_what_was_proposed_once_is_not_suggested_again() -> None:
    board = Board(CONSENTS, [])
    matches = [Match((2, 1), (DRAWN,))]
    (line,) = list_suggestions(matches, [], board, THEMES)
    assert (line.code, line.first, line.second) == ("1-2", "Porto", "Lima")
    assert list_suggestions(matches, [MADE], board, THEMES) == ()
