from __future__ import annotations

from typing import get_args

from meter.records import InvitationState, RoundState
from webapp.states import (
    MARKS,
    PROGRESS,
    say_invitation,
    say_progress,
    say_round,
)


def test_every_state_has_a_word_of_its_own() -> None:
    rounds = [say_round(state) for state in get_args(RoundState)]
    invitations = [say_invitation(state) for state in get_args(InvitationState)]
    units = [say_progress(progress) for progress in PROGRESS]

    for words in (rounds, [*invitations, say_invitation(None)], units):
        assert len(set(words)) == len(words)


def test_every_state_has_a_shape() -> None:
    states = {*get_args(RoundState), *get_args(InvitationState), *PROGRESS}

    assert set(MARKS) == states
