from __future__ import annotations

import pytest

from webapp.respond.progress import SectionProgress


@pytest.mark.parametrize(
    ("asked", "answered", "state", "minutes"),
    [
        (10, 0, "none", 5),  # 10 * 25 s = 250 s
        (10, 4, "some", 3),  # 6 * 25 s = 150 s
        (10, 10, "done", 0),
        (0, 0, "done", 0),
    ],
)
def test_a_section_is_told_in_a_state_and_minutes(
    asked: int, answered: int, state: str, minutes: int
) -> None:
    progress = SectionProgress("law", "Law", asked, answered)

    assert (progress.state, progress.minutes_left) == (state, minutes)
