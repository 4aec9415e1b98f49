"""Rounds: drafted, opened, closed, with the instrument frozen as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, load_instrument
from meter.errors import NotFoundError
from meter.fieldwork import rounds
from meter.fieldwork.errors import (
    RelativeMethodError,
    RoundClosedError,
    RoundKeyError,
    RoundKeyTakenError,
    UnknownMethodError,
)
from meter.fieldwork.given.errors import TitleError

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Round
    from meter.storage import Store


def draft(
    store: Store, owner: Account, instrument: Instrument, at: datetime, key: str = "a"
) -> Round:
    return rounds.draft_round(store, owner.id, key, "A", instrument, at=at)


def test_a_drafted_round_is_found_by_its_key(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    drafted = draft(store, owner, instrument, at)

    assert rounds.find_round(store, "a") == drafted
    assert rounds.find_round(store, "b") is None
    assert drafted.state(at) == "draft"
    assert drafted.method == "default"


def test_opening_and_closing_move_a_round_on(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    drafted = draft(store, owner, instrument, at)

    opened = rounds.open_round(store, drafted.id, at)
    closed = rounds.close_round(store, drafted.id, at + timedelta(days=1))

    assert opened.state(at) == "open"
    assert closed.state(at + timedelta(days=1)) == "closed"
    assert closed.opened_at == at


def test_opening_twice_keeps_the_first_time(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    drafted = draft(store, owner, instrument, at)
    rounds.open_round(store, drafted.id, at)

    again = rounds.open_round(store, drafted.id, at + timedelta(days=1))

    assert again.opened_at == at


def test_closing_twice_keeps_the_first_time(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    drafted = draft(store, owner, instrument, at)
    rounds.close_round(store, drafted.id, at)

    again = rounds.close_round(store, drafted.id, at + timedelta(days=1))

    assert again.closed_at == at


def test_a_closed_round_does_not_open_again(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    drafted = draft(store, owner, instrument, at)
    rounds.close_round(store, drafted.id, at)

    with pytest.raises(RoundClosedError):
        rounds.open_round(store, drafted.id, at)


def test_a_round_closes_at_its_planned_time(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    day = timedelta(days=1)
    drafted = rounds.draft_round(
        store,
        owner.id,
        "a",
        "A",
        instrument,
        at=at,
        opens_at=at + day,
        closes_at=at + 2 * day,
    )

    opened = rounds.open_round(store, drafted.id, at)

    states = [opened.state(at + days * day) for days in (0, 1, 1.999, 2)]
    assert states == ["draft", "open", "open", "closed"]


def test_a_round_keeps_the_instrument_as_it_was_drafted_with(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    drafted = draft(store, owner, instrument, at)

    store.instruments.clear()
    frozen = rounds.get_instrument(store, drafted)

    assert frozen == instrument
    assert (
        frozen.fingerprint == instrument.fingerprint == drafted.instrument_fingerprint
    )


def test_a_frozen_instrument_is_read_once(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    drafted = draft(store, owner, instrument, at)

    first = rounds.get_instrument(store, drafted)

    assert rounds.get_instrument(store, drafted) is first


def test_two_rounds_share_one_frozen_copy(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    first = draft(store, owner, instrument, at, "a")
    second = draft(store, owner, instrument, at, "b")

    assert first.instrument_fingerprint == second.instrument_fingerprint


def test_a_reworded_instrument_is_another_copy(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    reworded = Instrument.model_validate(instrument.to_document() | {"title": "New"})

    first = draft(store, owner, instrument, at, "a")
    second = draft(store, owner, reworded, at, "b")

    assert rounds.get_instrument(store, first).title == "Tiny"
    assert rounds.get_instrument(store, second).title == "New"


def test_a_key_is_given_once(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    draft(store, owner, instrument, at)

    with pytest.raises(RoundKeyTakenError):
        draft(store, owner, instrument, at)


@pytest.mark.parametrize("key", ["", "Seoul", "1st", "a b", "a/b", "a" * 61])
def test_a_key_is_written_as_keys_are(
    store: Store, owner: Account, instrument: Instrument, at: datetime, key: str
) -> None:
    with pytest.raises(RoundKeyError):
        draft(store, owner, instrument, at, key)


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "a\0", "a" * 201])
def test_a_title_says_something_on_one_line(
    store: Store, owner: Account, instrument: Instrument, at: datetime, title: str
) -> None:
    with pytest.raises(TitleError):
        rounds.draft_round(store, owner.id, "a", title, instrument, at=at)


def test_a_method_has_to_be_declared(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    with pytest.raises(UnknownMethodError) as raised:
        rounds.draft_round(
            store, owner.id, "a", "A", instrument, at=at, method="strict"
        )

    assert raised.value.known == ("default",)


def test_an_owner_sees_own_rounds_the_newest_first(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    first = draft(store, owner, instrument, at, "a")
    second = draft(store, owner, instrument, at, "b")

    assert rounds.list_rounds(store, owner.id) == [second, first]
    assert rounds.list_rounds(store, owner.id + 1) == []


def test_a_round_that_is_not_there_is_not_found(store: Store, at: datetime) -> None:
    with pytest.raises(NotFoundError):
        rounds.open_round(store, 99, at)
    with pytest.raises(NotFoundError):
        rounds.close_round(store, 99, at)


def test_a_round_scores_each_response_without_the_others(
    store: Store, owner: Account, at: datetime
) -> None:
    standardised = load_instrument("tii_2024")

    with pytest.raises(RelativeMethodError) as refused:
        rounds.draft_round(
            store, owner.id, "a", "A", standardised, at=at, method="edition_2024"
        )

    assert refused.value.method == "edition_2024"
    assert "goalposts" in str(refused.value)
    assert draft(store, owner, standardised, at).method == "frozen"
