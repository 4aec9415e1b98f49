"""An edition is the round at one moment, each row under the pseudonym of its unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from instruments import translate
from meter.comparison.frames import round_answers, round_results
from meter.exchange.errors import EmptyPackageError
from meter.exchange.package.edition import Terms, read_edition
from meter.exchange.package.shielding import draw_key
from meter.exchange.package.words import Words
from meter.fieldwork.apart import hand_in, list_opened
from meter.fieldwork.responses import save_answers
from meter.fieldwork.submission import submit_response
from meter.peers.consents import decide, load_decided
from tests.meter.exchange.package.surveyed import AT, NAMED, SECRET
from tests.meter.fieldwork.test_apart import workshop

if TYPE_CHECKING:
    from meter.exchange.package.edition import Edition
    from tests.meter.conftest import Workshop
    from tests.meter.exchange.package.surveyed import Surveyed

__all__ = ["workshop"]


def test_rows_are_in_the_order_of_pseudonyms_and_belong_to_their_units(
    surveyed: Surveyed, edition: Edition
) -> None:
    answers = round_answers(surveyed.store, surveyed.round.id)
    results = round_results(surveyed.store, surveyed.round.id)
    assert edition.results is not None

    keys = {
        number: draw_key(SECRET, surveyed.round.id, number)
        for number in answers.unit_ids
    }
    assert edition.keys == sorted(keys.values())
    for row, number in enumerate(answers.unit_ids):
        here = edition.keys.index(keys[number])
        assert edition.coded[here].tobytes() == answers.coded[row].tobytes()
    for row, unit in enumerate(results.units):
        here = edition.keys.index(keys[unit.id])
        kept = results.scores.score[row].tobytes()
        assert edition.results.scores.score[here].tobytes() == kept
    assert edition.asked_units == len(edition.units) + 1


def test_a_name_that_is_taken_back_is_gone_from_the_next_package(
    surveyed: Surveyed, edition: Edition
) -> None:
    sent = surveyed.sent[NAMED]
    seen = load_decided(surveyed.store, surveyed.round, sent.response_id).seen
    assert edition.names_somebody

    decide(surveyed.store, sent, {"use": "nothing"}, seen, AT)
    try:
        assert not surveyed.read().names_somebody
    finally:
        seen = load_decided(surveyed.store, surveyed.round, sent.response_id).seen
        decide(surveyed.store, sent, {"use": "named"}, seen, AT)
    assert surveyed.read().names_somebody


def test_for_very_many_units_no_intervals_are_drawn(
    surveyed: Surveyed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.exchange.package.edition.MOST_DRAWN", 3)

    found = surveyed.read().results

    assert found is not None
    assert found.drawn is None


def read(workshop: Workshop) -> Edition:
    worded = translate(workshop.instrument, "en")
    terms = Terms(SECRET, Words(), "0")
    return read_edition(workshop.store, workshop.round, worded, terms, workshop.at)


def test_of_people_who_answer_apart_it_is_told_how_far_they_lie_apart(
    workshop: Workshop,
) -> None:
    store, at = workshop.store, workshop.at
    own = list_opened(store, workshop.invitation)[-1]
    save_answers(store, own, {"law": "none", "site": "no"}, {}, "Ana", at)
    hand_in(store, own, "Ana", at)
    agreed = {"law": "full", "site": "no"}
    notes = {"law": "We know better."}
    save_answers(store, workshop.response_id, agreed, {}, "Ana", at, notes=notes)
    submit_response(store, workshop.response_id, "Ana", at)

    edition = read(workshop)

    assert edition.agreement is not None
    assert list(edition.agreement) == ["unit", "item", "answers", "spread", "agreement"]
    assert set(edition.agreement["unit"]) == set(edition.keys)
    assert "better" not in edition.agreement.to_csv()


def test_a_round_without_answers_that_count_has_no_package(
    workshop: Workshop,
) -> None:
    with pytest.raises(EmptyPackageError):
        read(replace(workshop))
