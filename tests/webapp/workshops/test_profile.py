"""Facts about participants, in words: population as a band, languages by name."""

from __future__ import annotations

import pytest

from instruments import Instrument
from meter.fieldwork.rounds import draft_round
from tests.webapp.desk import DOCUMENT, Desk
from webapp.languages import speaking
from webapp.workshops.profile import list_profile, name_language, say_band, say_profile

FACTS = Instrument.model_validate(DOCUMENT).profile


@pytest.mark.parametrize(
    ("population", "band"),
    [
        (99_999, "under 100,000 inhabitants"),
        (100_000, "100,000 to 500,000 inhabitants"),
        (4_999_999, "1,000,000 to 5,000,000 inhabitants"),
        (5_000_000, "5,000,000 inhabitants or more"),
    ],
)
def test_population_is_told_as_a_band(population: float, band: str) -> None:
    assert say_band(population) == band


def test_facts_are_told_in_words_and_unknown_ones_are_left_out() -> None:
    said = say_profile({"region": "north", "other": 3.0}, FACTS)

    assert said == ("North",)


def test_languages_have_names_in_that_of_the_reader() -> None:
    assert name_language("fr") == "French"
    assert name_language("xx-nothing") == "xx-nothing"
    with speaking("fr"):
        assert name_language("fr") == "français"


def test_the_facts_of_all_rounds_stand_once_without_languages(desk: Desk) -> None:
    more = {
        **DOCUMENT,
        "key": "more",
        "profile": [
            *DOCUMENT["profile"],
            {"key": "languages", "type": "text", "title": "Languages"},
            {"key": "income", "type": "text", "title": "Income"},
        ],
    }
    rounds = [
        draft_round(
            desk.store,
            desk.owner.id,
            key,
            key,
            Instrument.model_validate(document),
            at=desk.clock(),
        )
        for key, document in (("one", DOCUMENT), ("two", more))
    ]

    with desk.app.test_request_context("/"):
        facts = list_profile(rounds)

    assert [one.key for one in facts] == ["population", "region", "income"]
