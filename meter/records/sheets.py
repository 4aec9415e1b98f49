"""What a page of a response is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records.answers import StoredAnswer
    from meter.records.invitations import Invitation
    from meter.records.responses import Response
    from meter.records.rounds import Round
    from meter.records.units import Unit


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Everything that a page of a response needs, read together.

    `former_round_id` is the last round before this one in which the unit submitted
    answers to the same instrument of the same organiser. `evidence` counts, by item,
    the links and files that stand beside an answer. `final_at` is when the unit's own
    response was submitted, whoever's response this one is. `invitation` names the
    response that it was used for here: of a person apart, their own.
    """

    response: Response
    round: Round
    unit: Unit
    invitation: Invitation
    answers: Mapping[str, StoredAnswer]
    former_round_id: int | None = None
    evidence: Mapping[str, int] = field(default_factory=dict)
    final_at: datetime | None = None

    @property
    def compared_round_id(self) -> int | None:
        """The round to set this one beside: the one it starts from, else the last."""
        return self.round.former_round_id or self.former_round_id

    def is_open(self, at: datetime) -> bool:
        """Tell whether the holder of the invitation may change answers now."""
        response = self.response
        ends = (response.submitted_at, response.handed_in_at, self.final_at)
        if any(ends) or not self.invitation.admits(at):
            return False
        if response.reopened_at is not None:
            return self.round.takes_corrections(at)
        return self.round.state(at) == "open"
