"""Agreement in words."""

from __future__ import annotations

import math

import pytest

from instruments import Missing
from meter.comparison.disagreement import ItemSpread
from meter.records import Apart, Response
from scoring.quality.agreement import Concord
from tests.webapp.city import BEGINNING
from webapp.languages import speaking
from webapp.respond.apart_words import (
    say_alpha,
    say_basis,
    say_kappa,
    say_sheet,
    say_spread,
)

NAN = math.nan


def spread(*answers: str | Missing, is_free: bool = False) -> ItemSpread:
    return ItemSpread("level", answers, (NAN,) * len(answers), is_free)


@pytest.mark.parametrize(
    ("one", "word", "mark"),
    [
        (spread("a", "a"), "All alike", "done"),
        (spread("a", "a", Missing.DONT_KNOW), "Alike, and somebody does not know",
         "some"),
        (spread("a", "a", "b"), "Not alike", "some"),
        (spread("a", "b"), "Not alike", "stop"),
        (spread("a"), "Fewer than two answers", "none"),
        (spread(), "Fewer than two answers", "none"),
        (spread("a", "b", is_free=True), "In words of their own", "none"),
        (spread("a", "a", is_free=True), "All alike", "done"),
    ],
)  # fmt: skip
def test_an_item_has_a_word_and_a_shape(one: ItemSpread, word: str, mark: str) -> None:
    found = say_spread(one)

    assert (found.word, found.mark) == (word, mark)


def test_free_words_with_somebody_who_does_not_know_have_no_figure() -> None:
    assert say_spread(spread("a", "a", Missing.DONT_KNOW, is_free=True)).word == (
        "In words of their own"
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Concord(3, 12, 0.9, NAN, ""), "0.90, good"),
        (Concord(3, 12, 0.7, NAN, ""), "0.70, tentative"),
        (Concord(2, 12, -0.25, 0.1, ""), "-0.25, low: talk it over"),
        (Concord(1, 0, NAN, NAN, "respondents"),
         "None: fewer than two people answered."),
        (Concord(2, 12, NAN, NAN, "variation"), "None: all answers are the same."),
        (Concord(2, 9, NAN, NAN, "items"),
         "None: two or more answered 9 of these, and it takes 10."),
    ],
)  # fmt: skip
def test_alpha_is_said_with_what_it_means_or_why_there_is_none(
    found: Concord, words: str
) -> None:
    assert say_alpha(found) == words


def test_kappa_is_said_of_two_alone() -> None:
    assert say_kappa(Concord(2, 12, 0.5, 0.333, "")) == "0.33"
    assert say_kappa(Concord(3, 12, 0.5, NAN, "")) == ""


def test_figures_follow_the_reader() -> None:
    with speaking("fr"):
        assert say_kappa(Concord(2, 12, 0.5, 0.333, "")) == "0,33"


def test_a_figure_says_on_what_it_rests() -> None:
    assert say_basis(Concord(2, 1, NAN, NAN, "items")) == "2 people, 1 question"


@pytest.mark.parametrize(
    ("started", "done", "word"),
    [(False, False, "Has not begun"), (True, False, "Answering"),
     (True, True, "Handed in"), (False, True, "Handed in")],
)  # fmt: skip
def test_somebody_has_a_word_for_how_far_they_are(
    started: bool, done: bool, word: str
) -> None:
    response = Response(
        1, 1, 1, BEGINNING if started else None, None, 1, BEGINNING if done else None
    )

    assert say_sheet(Apart(response, "Ben", "Ben" if done else None)).word == word
