"""A round of the desk with seven units that agreed, one of them to be named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.invitations import list_invitations
from meter.publication.agreements import agree, list_agreements
from meter.publication.editions import publish
from tests.webapp.desk import desk

if TYPE_CHECKING:
    from meter.publication.records import Edition, PublicLevel
    from meter.records import Round
    from tests.webapp.desk import Desk

__all__ = ["desk"]


@dataclass
class Square:
    """A round whose units let the public see something."""

    desk: Desk
    round: Round

    def decide(self, name: str, level: PublicLevel) -> None:
        """Let the focal point of a unit decide."""
        [sent] = [
            one
            for one in list_invitations(self.desk.store, self.round.id)
            if one.person_name == f"Focal {name}"
        ]
        before = list_agreements(self.desk.store, sent.response_id)
        seen = before[-1].id if before else 0
        agree(self.desk.store, sent, level, seen, self.desk.clock())

    def join(self, name: str, share: float, level: PublicLevel = "counted") -> None:
        self.desk.answer(self.round, name, share, share, share)
        self.decide(name, level)

    def publish(self) -> Edition:
        return publish(
            self.desk.store,
            self.round.id,
            "CC-BY-4.0",
            self.desk.clock(),
            by=self.desk.owner,
        )


@pytest.fixture
def square(desk: Desk) -> Square:
    found = Square(desk, desk.open("seoul"))
    for place in range(6):
        found.join(f"City {place}", 10.0 + 15 * place)
    found.join('=HYPERLINK("http://x.example")', 66.0, "named")
    return found
