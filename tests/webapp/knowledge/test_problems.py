"""Every error of the room has a sentence that says what to do."""

from __future__ import annotations

import inspect

from meter.errors import DataError, StateError
from meter.fieldwork.given.errors import TitleError, WordsError
from meter.knowledge import errors
from meter.knowledge.errors import (
    ContributionStateError,
    IncompleteEntryError,
    SharedQuotaError,
    YearError,
)
from webapp.knowledge.problems import SENTENCES, STATES, explain

TOLD_IN_PARTS = {"EntryError", "KnowledgeRowsError"}
TOLD_OTHERWISE = {"ContributionStateError", "IncompleteEntryError"}


def test_every_error_of_the_room_is_explained() -> None:
    kinds = {
        name
        for name, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, DataError | StateError) and one.__module__ == errors.__name__
    }

    assert kinds - {one.__name__ for one in SENTENCES} == TOLD_IN_PARTS | TOLD_OTHERWISE


def test_facts_stand_in_the_sentences() -> None:
    assert explain(YearError("soon", 1900, 2100)) == "Write a year from 1900 to 2100."
    assert explain(TitleError("", 200)) == "Write 1 to 200 characters on one line."
    assert explain(WordsError(2000)) == "Write 1 to 2000 characters."
    told = explain(SharedQuotaError(99_000_000, 2_000_000, 100_000_000))
    assert "99 MB of 100 MB" in told


def test_what_is_missing_is_named() -> None:
    told = explain(IncompleteEntryError(["summary", "link"]))

    assert told == "Fill in first: Summary, Web address (or add a file)."


def test_every_state_says_why_nothing_was_done() -> None:
    told = {explain(ContributionStateError(state)) for state in STATES}  # type: ignore[arg-type]

    assert len(told) == len(STATES)
