from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.errors import (
    ResponseSubmittedError,
    RoundClosedError,
    RoundNotOpenError,
)
from meter.storage.errors import NotSavedError, StoreClosedError
from webapp.respond.refusals import explain_refusal

if TYPE_CHECKING:
    from meter.errors import StateError


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RoundClosedError("spring"), "the round has closed"),
        (RoundNotOpenError("spring"), "has not opened yet"),
        (ResponseSubmittedError(1), "submitted in the meantime"),
        (NotSavedError("disk full"), "could not write just now"),
        (StoreClosedError(), "Load the page again"),
    ],
)
def test_every_refusal_says_that_nothing_was_saved_and_why(
    error: StateError, words: str
) -> None:
    sentence = explain_refusal(error)

    assert sentence.startswith("Nothing was saved")
    assert words in sentence
