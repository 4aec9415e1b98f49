"""What cities see of each other, and what the organiser declares about it."""

from __future__ import annotations

from stops.stop import Stop, to

STOPS = (
    Stop("peers before the end", "respondent", to("{walk.half_way}/peers")),
    Stop("peers of a second round", "respondent", to("{walk.again}/peers")),
    Stop("peers of nobody", "respondent", to("{walk.questioned}/peers")),
)
