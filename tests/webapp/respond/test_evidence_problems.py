from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.exchange.errors import (
    LargeArchiveError,
    MacroArchiveError,
    UnreadableArchiveError,
)
from meter.fieldwork.errors import EvidenceCountError, FileQuotaError
from meter.fieldwork.given.errors import (
    EmptyFileError,
    EvidenceLinkError,
    FileSizeError,
    FileTypeError,
)
from meter.storage.errors import NotSavedError
from webapp.respond.evidence_problems import SENTENCES, explain_evidence

if TYPE_CHECKING:
    from flask import Flask

    from meter.errors import DataError, StateError

CASES: list[tuple[DataError | StateError, str]] = [
    (EvidenceLinkError("x"), "Write the whole web address, beginning with https://"),
    (EmptyFileError(), "Choose a file that holds something."),
    (FileSizeError(5_100_000, 5_000_000), "The file has 5.1 MB, and up to 5 MB are"),
    (FileTypeError("a.exe", ["pdf", "png"]), "“a.exe” cannot be taken"),
    (FileTypeError("a.exe", ["pdf", "png"]), "is none of pdf, png. Save it as PDF"),
    (UnreadableArchiveError(), "damaged or locked"),
    (LargeArchiveError(), "unpacks to too much"),
    (MacroArchiveError(), "Save it without them, or as PDF"),
    (
        FileQuotaError(99_500_000, 600_001, 100_000_000),
        "99.5 MB of 100 MB are used, and it has 601 kB.",
    ),
    (EvidenceCountError(20), "20 links and files stand here already"),
    (NotSavedError("disk full"), "Nothing was saved: the server could not write"),
]


@pytest.mark.parametrize(("error", "told"), CASES)
def test_each_error_says_what_to_do(
    app: Flask, error: DataError | StateError, told: str
) -> None:
    with app.test_request_context("/"):
        assert told in explain_evidence(error)


def test_every_sentence_has_its_case() -> None:
    assert {type(error) for error, _ in CASES} == {*SENTENCES, NotSavedError}
