from __future__ import annotations

from typing import get_args

import pytest

from instruments import Instrument
from instruments.model.combination import Combine
from instruments.model.missing_policy import Childless, Treatment
from instruments.model.normalisation import Normalise
from instruments.model.weighting import Weigh
from instruments.reading.repeats import expand_repeats
from scoring.method_facts import Difference, Fact, Topic
from tests.webapp.city import make_instrument
from tests.webapp.desk import DOCUMENT
from tests.webapp.test_wording import REPEATED
from webapp.compare.method_words import (
    GATES,
    NORMALISING,
    TOPICS,
    TREATMENTS,
    WEIGHTS,
    Said,
    word_difference,
    word_facts,
    word_key,
)
from webapp.results.numbers import COMBINING

WORDED = Instrument.model_validate(DOCUMENT)


def test_every_word_of_the_grammar_has_words_on_the_page() -> None:
    assert set(TOPICS) == set(get_args(Topic))
    assert set(COMBINING) >= set(get_args(Combine))
    assert set(NORMALISING) == set(get_args(Normalise))
    assert set(WEIGHTS) == {*get_args(Weigh), "declared"}
    assert set(TREATMENTS) == {*get_args(Treatment), *get_args(Childless)}
    assert set(GATES) == {"zero", "no_score"}


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("combine", "whole", "median"), Said("median")),
        (
            Fact("combine", "whole", "geometric", (("floor", 0.01),)),
            Said("geometric mean", "floor: 0.01"),
        ),
        (
            Fact("weights", "whole", "declared", (("law", 0.25), ("skills", 0.75))),
            Said("unequal weights: Law 25.0; Skills 75.0"),
        ),
        (
            Fact("weights", "whole", "pca", (("factors", 2),)),
            Said("principal components", "factors: 2"),
        ),
        (
            Fact("normalise", "law", "z_score", (("cap", 120), ("reverse", "yes"))),
            Said("z-score (sample)", "cap: 120, reverse: yes"),
        ),
        (Fact("unanswered", "", "leave_out"), Said("left out")),
        (Fact("least_coverage", "", "", (("", 0.67),)), Said("", "0.67")),
        (Fact("bounds", "", "yes"), Said("Yes")),
        (
            Fact("gates", "law", "no_score", (("when", "a = no"),)),
            Said("gets no score", "a = no"),
        ),
        (Fact("stages", "whole", "ladder"), Said("Ladder")),
    ],
)
def test_a_fact_is_said_in_words(fact: Fact, said: Said) -> None:
    assert word_facts(WORDED, (fact,)) == (said,)


def test_a_difference_tells_what_where_and_both_sides() -> None:
    one = Fact("unanswered", "law", "zero")

    row = word_difference(WORDED, Difference("unanswered", "law", (one,), ()))

    assert (row.what, row.where) == ("No answer yet", "Law")
    assert (row.published, row.restated) == ((Said("counts as 0"),), ())


def test_what_is_said_of_all_has_no_place() -> None:
    assert word_difference(WORDED, Difference("bounds", "", (), ())).where == ""


def test_keys_are_told_by_their_words() -> None:
    repeated = expand_repeats(make_instrument(sections=REPEATED))

    assert word_key(WORDED, "law") == "Law"
    assert word_key(WORDED, "law_share") == "What share of law?"
    assert word_key(WORDED, "else") == "else"
    assert word_key(repeated, "search") == "It can be searched."
