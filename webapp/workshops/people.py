"""Participants in a list: who they are, their languages, and who answers for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.workshops.profile import name_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from meter.records import Guest, Participant


@dataclass(frozen=True)
class PersonLine:
    """A unit with its languages and the focal points who get its links."""

    unit_id: int
    name: str
    languages: tuple[str, ...]
    guests: tuple[Guest, ...]


def list_people(
    participants: Iterable[Participant], guests: Mapping[int, Sequence[Guest]]
) -> list[PersonLine]:
    """List participants with their focal points, by name of the unit."""
    return [
        PersonLine(
            one.unit.id,
            one.unit.name,
            tuple(name_language(tag) for tag in one.languages),
            tuple(guests.get(one.unit.id, ())),
        )
        for one in participants
    ]
