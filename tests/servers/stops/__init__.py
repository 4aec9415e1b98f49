"""Every page that somebody can reach, and how they get there, a module a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stops import (
    answering,
    apart,
    comparing,
    knowledge,
    network,
    organising,
    peers,
    programs,
    publication,
    roles,
    second_round,
    trying,
    workshops,
)

if TYPE_CHECKING:
    from stops.stop import Stop

STOPS: tuple[Stop, ...] = (
    *trying.STOPS,
    *answering.STOPS,
    *apart.STOPS,
    *organising.STOPS,
    *comparing.STOPS,
    *workshops.STOPS,
    *second_round.STOPS,
    *peers.STOPS,
    *publication.STOPS,
    *programs.STOPS,
    *network.STOPS,
    *knowledge.STOPS,
    *roles.STOPS,
)
