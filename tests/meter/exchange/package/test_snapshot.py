"""A snapshot is the round at one moment, each row under the pseudonym of its unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from instruments import translate
from meter.comparison.frames import round_answers, round_results
from meter.exchange.errors import AllKnownError, EmptyPackageError
from meter.exchange.package.shielding import draw_key
from meter.exchange.package.snapshot import Terms, read_snapshot
from meter.exchange.package.words import Words
from meter.fieldwork.apart import hand_in, list_opened
from meter.fieldwork.exporting import record_export
from meter.fieldwork.responses import save_answers
from meter.fieldwork.submission import submit_response
from meter.publication.agreements import agree, list_agreements
from meter.publication.editions import publish
from meter.publication.errors import NoMoreAlikeError, TooFewAlikeError
from meter.storage import open_store
from tests.meter.exchange.package.surveyed import (
    AT,
    HIDDEN,
    NAMED,
    SECRET,
    join,
    survey,
)
from tests.meter.fieldwork.test_apart import workshop

if TYPE_CHECKING:
    from pathlib import Path

    from meter.exchange.package.snapshot import Snapshot
    from meter.publication.records import PublicLevel
    from tests.meter.conftest import Workshop
    from tests.meter.exchange.package.surveyed import Surveyed

__all__ = ["workshop"]


def test_rows_are_in_the_order_of_pseudonyms_and_belong_to_their_units(
    surveyed: Surveyed, snapshot: Snapshot
) -> None:
    answers = round_answers(surveyed.store, surveyed.round.id)
    results = round_results(surveyed.store, surveyed.round.id)
    assert snapshot.results is not None

    keys = {
        number: draw_key(SECRET, surveyed.round.id, number)
        for number in answers.unit_ids
    }
    assert snapshot.keys == sorted(keys.values())
    for row, number in enumerate(answers.unit_ids):
        here = snapshot.keys.index(keys[number])
        assert snapshot.coded[here].tobytes() == answers.coded[row].tobytes()
    for row, unit in enumerate(results.units):
        here = snapshot.keys.index(keys[unit.id])
        kept = results.scores.score[row].tobytes()
        assert snapshot.results.scores.score[here].tobytes() == kept
    assert snapshot.asked_units == len(snapshot.units) + 1


def agree_to(surveyed: Surveyed, name: str, level: PublicLevel) -> None:
    sent = surveyed.sent[name]
    before = list_agreements(surveyed.store, sent.response_id)
    agree(surveyed.store, sent, level, before[-1].id if before else 0, AT)


@pytest.mark.parametrize("level", ["nothing", "counted", "named"])
def test_who_is_known_by_name_to_peers_is_left_out_unless_it_agrees(
    surveyed: Surveyed, snapshot: Snapshot, level: PublicLevel
) -> None:
    assert snapshot.names_somebody
    assert snapshot.left_out == 0

    agree_to(surveyed, NAMED, level)
    try:
        found = surveyed.read()
    finally:
        agree_to(surveyed, NAMED, "open")

    assert not found.names_somebody
    assert (len(found.units), found.left_out) == (len(snapshot.units) - 1, 1)
    whole = surveyed.read(with_names=True)
    assert (len(whole.units), whole.left_out) == (len(snapshot.units), 0)


def test_who_was_ever_published_by_name_is_left_out_unless_it_agrees(
    tmp_path: Path,
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'meter.sqlite'}", durable=False) as store:
        surveyed, name = survey(store), HIDDEN[0]
        agree_to(surveyed, name, "named")
        publish(store, surveyed.round.id, "CC0-1.0", AT)
        agree_to(surveyed, name, "counted")

        found = surveyed.read()
        agree_to(surveyed, name, "open")

        assert (len(found.units), found.left_out) == (8, 1)
        assert name in {unit.name for unit in surveyed.read().units}


def test_a_package_is_judged_beside_those_before(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'meter.sqlite'}", durable=False) as store:
        surveyed = survey(store)
        first = surveyed.read()
        record_export(store, surveyed.round.id, AT, judged=first.judged)

        again = surveyed.read()
        assert [unit.facts for unit in again.units] == [u.facts for u in first.units]
        assert again.judged.members == first.judged.members
        assert again.judged.earlier == 1

        join(surveyed, 9, "Newcomer")
        with pytest.raises(TooFewAlikeError):
            surveyed.read()
        assert len(surveyed.read(with_names=True).units) == len(first.units) + 1


def test_a_round_that_is_over_is_refused_without_a_word_of_waiting(
    tmp_path: Path,
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'meter.sqlite'}", durable=False) as store:
        surveyed = survey(store)
        number = surveyed.round.id
        record_export(store, number, AT, judged=surveyed.read().judged)
        join(surveyed, 9, "Newcomer")
        for change, error in (
            ({"closed_at": AT}, NoMoreAlikeError),
            ({"closed_at": AT, "frozen_at": AT}, TooFewAlikeError),
            # In review, answers are corrected after the deadline.
            ({"closes_at": AT}, TooFewAlikeError),
            ({"closes_at": AT, "reviewed": False}, NoMoreAlikeError),
        ):
            asked = replace(surveyed.round, **change)
            with pytest.raises(error):
                replace(surveyed, round=asked).read()


def test_all_who_agree_are_named_or_held_back_together(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'meter.sqlite'}", durable=False) as store:
        surveyed = survey(store)
        record_export(store, surveyed.round.id, AT, judged=surveyed.read().judged)
        for name in HIDDEN[:7]:
            agree_to(surveyed, name, "open")

        some = surveyed.read()
        assert {unit.name for unit in some.units} == {NAMED, None}
        assert some.held == 7
        record_export(store, surveyed.round.id, AT, judged=some.judged)
        agree_to(surveyed, HIDDEN[7], "open")

        whole = surveyed.read()
        assert {unit.name for unit in whole.units} == {NAMED, *HIDDEN}
        assert whole.held == 0


def test_where_all_who_count_are_known_by_name_waiting_is_not_the_way(
    tmp_path: Path,
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'meter.sqlite'}", durable=False) as store:
        surveyed = survey(store)
        for name in HIDDEN:
            agree_to(surveyed, name, "named")
        agree_to(surveyed, NAMED, "named")
        publish(store, surveyed.round.id, "CC0-1.0", AT)

        with pytest.raises(AllKnownError):
            surveyed.read()
        assert len(surveyed.read(with_names=True).units) == 9


def test_for_very_many_units_no_intervals_are_drawn(
    surveyed: Surveyed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.exchange.package.snapshot.MOST_DRAWN", 3)

    found = surveyed.read().results

    assert found is not None
    assert found.drawn is None


def read(workshop: Workshop) -> Snapshot:
    worded = translate(workshop.instrument, "en")
    terms = Terms(SECRET, Words(), "0")
    return read_snapshot(workshop.store, workshop.round, worded, terms, workshop.at)


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

    snapshot = read(workshop)

    assert snapshot.agreement is not None
    assert list(snapshot.agreement) == [
        "unit",
        "item",
        "answers",
        "spread",
        "agreement",
    ]
    assert set(snapshot.agreement["unit"]) == set(snapshot.keys)
    assert "better" not in snapshot.agreement.to_csv()


def test_a_round_without_answers_that_count_has_no_package(
    workshop: Workshop,
) -> None:
    with pytest.raises(EmptyPackageError):
        read(replace(workshop))
