from __future__ import annotations

import pytest

from meter.errors import DataError, StateError
from meter.storage.errors import NotSavedError
from webapp.statuses import CONFLICT, NO_ROOM, UNPROCESSABLE, find_status


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DataError("x"), UNPROCESSABLE),
        (StateError("x"), CONFLICT),
        (NotSavedError("disk full"), NO_ROOM),
    ],
)
def test_what_was_typed_what_stands_and_what_failed_have_statuses_of_their_own(
    error: DataError | StateError, status: int
) -> None:
    assert find_status(error) == status
