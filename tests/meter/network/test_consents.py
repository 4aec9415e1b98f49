"""A city takes part in twinning by its own word, and takes that back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import units
from meter.network.consents import leave, list_consents, list_declared, take_part
from meter.network.errors import ChangedMeanwhileError, ThemeError
from meter.network.records import ConsentDraft, Topic
from tests.meter.network.conftest import THEMES

if TYPE_CHECKING:
    from tests.meter.network.conftest import Network


def join(network: Network, unit_id: int, seen: int = 0, **said: Any) -> None:
    take_part(
        network.store,
        network.workshop.id,
        unit_id,
        ConsentDraft(**said),
        "Ana",
        network.at,
        seen=seen,
        themes=THEMES,
    )


def test_a_city_says_what_it_agrees_to(everywhere: Network) -> None:
    store, workshop = everywhere.store, everywhere.workshop.id
    unit = everywhere.weak
    assert list_consents(store, workshop) == []

    join(everywhere, unit.id, topics={"rules": "need", "use": "offer"}, words="Hi.")
    (found,) = list_consents(store, workshop)
    assert (found.unit, found.draws, found.names_levels) == (unit, False, False)
    assert (found.words, found.revision, found.who) == ("Hi.", 1, "Ana")
    assert list_declared(store, workshop) == [
        Topic(unit.id, "need", "rules"),
        Topic(unit.id, "offer", "use"),
    ]

    join(everywhere, unit.id, 1, draws=True, topics={"use": "need"})
    (found,) = list_consents(store, workshop)
    assert (found.draws, found.revision) == (True, 2)
    assert list_declared(store, workshop) == [Topic(unit.id, "need", "use")]


def test_a_stale_word_changes_nothing(everywhere: Network) -> None:
    join(everywhere, everywhere.weak.id, topics={"rules": "need"})
    join(everywhere, everywhere.weak.id, 1, topics={"rules": "offer"})
    for seen in (0, 1, 3):
        with pytest.raises(ChangedMeanwhileError):
            join(everywhere, everywhere.weak.id, seen, draws=True)
    workshop = everywhere.workshop.id
    (found,) = list_consents(everywhere.store, workshop)
    assert not found.draws
    assert [one.kind for one in list_declared(everywhere.store, workshop)] == ["offer"]


def test_leaving_forgets_what_was_offered(network: Network) -> None:
    store, workshop = network.store, network.workshop.id
    join(network, network.weak.id, topics={"rules": "need"})
    leave(store, workshop, network.weak.id, network.at)
    assert list_consents(store, workshop) == []
    assert list_declared(store, workshop) == []
    with pytest.raises(ChangedMeanwhileError):
        join(network, network.weak.id, 1)


def test_only_a_city_of_the_workshop_and_its_themes(network: Network) -> None:
    owner = network.workshop.owner_id
    stranger = units.save_unit(network.store, owner, "Stranger", {}, network.at)
    with pytest.raises(NotFoundError):
        join(network, stranger.id)
    with pytest.raises(ThemeError):
        join(network, network.weak.id, topics={"law": "need"})
    assert list_consents(network.store, network.workshop.id) == []
