"""A unit reads whether a package or an edition told of it, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Scope
from meter.audit.trail import count_entries, list_entries
from meter.fieldwork.exporting import record_export
from meter.publication.editions import withdraw_edition
from meter.publication.parts import map_parts
from meter.storage.repository.responses import find_response
from tests.meter.publication.test_editions import decide, gather, make, package

if TYPE_CHECKING:
    from meter.publication.parts import Part
    from tests.meter.peers.crowd import Crowd


def scope_of(crowd: Crowd, name: str) -> Scope:
    unit = crowd.invited[name].unit_id
    return Scope(round_id=crowd.round.id, unit_id=unit, touching=True)


def list_parts(crowd: Crowd, name: str) -> list[tuple[str, Part | None]]:
    """List what was done, the first first, and the unit's part in it."""
    entries = list_entries(crowd.store, scope_of(crowd, name))
    assert count_entries(crowd.store, scope_of(crowd, name)) == len(entries)
    with crowd.store.read() as connection:
        response = find_response(connection, crowd.id_of(name))
    assert response is not None
    parts = map_parts(crowd.store, response, entries)
    found = [(one.action, parts.get(one.id)) for one in reversed(entries)]
    return [one for one in found if one[0] != "invited"]


def test_an_edition_names_counts_or_leaves_out(crowd: Crowd) -> None:
    gather(crowd, 7)
    crowd.join("Silent", 0.5)
    decide(crowd, "City 01", "named")
    make(crowd)
    withdraw_edition(crowd.store, crowd.round.id, 1, crowd.at, by=crowd.owner)

    for name, part in (
        ("City 01", "named"),
        ("City 02", "unnamed"),
        ("Silent", "absent"),
    ):
        assert list_parts(crowd, name) == [
            ("edition_published", part),
            ("edition_withdrawn", part),
        ]


def test_a_package_holds_a_unit_or_not_and_an_old_entry_does_not_say(
    crowd: Crowd,
) -> None:
    crowd.fill(3)
    record_export(crowd.store, crowd.round.id, crowd.at)
    package(crowd, "City 01")

    assert list_parts(crowd, "City 01") == [
        ("package_made", None),
        ("package_made", "unnamed"),
    ]
    assert list_parts(crowd, "City 02")[1] == ("package_made", "absent")


def test_a_release_is_told_to_every_unit_and_no_other_act(crowd: Crowd) -> None:
    crowd.fill(6)
    crowd.release()

    assert list_parts(crowd, "City 01") == [("peers_released", None)]
    narrow = Scope(round_id=crowd.round.id, unit_id=crowd.invited["City 01"].unit_id)
    assert {one.action for one in list_entries(crowd.store, narrow)} == {"invited"}
