"""Errors of the instruments package; each builds its own sentence from facts.

InstrumentError
├── UnknownInstrumentError    no such library key or file
├── UnreadableFileError       the file is there, and cannot be read
├── InstrumentFindingsError   the file has findings that are errors
├── UnknownLanguageError      the instrument is not translated into it
└── AnswerError               a given text is no answer (model/answers.py)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments.reading.findings import Finding


class InstrumentError(Exception):
    """Something about an instrument stops the work at hand."""

    exit_code: ClassVar[int] = 10


class UnknownInstrumentError(InstrumentError):
    """There is no library instrument of that key and no file of that name."""

    exit_code = 13

    def __init__(self, key: str, closest: str | None = None) -> None:
        self.key = key
        self.closest = closest
        remedy = (
            f"Did you mean '{closest}'?"
            if closest
            else "Give a library key or the path of a YAML file."
        )
        super().__init__(f"There is no instrument '{key}'. {remedy}")


class UnreadableFileError(InstrumentError):
    """The operating system refuses to hand over the file."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"'{file}' cannot be read ({reason}). Check its permissions.")


class InstrumentFindingsError(InstrumentError):
    """An instrument cannot be used as long as its errors stand."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [finding for finding in findings if finding.severity == "error"]
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        lines = "\n".join(str(finding) for finding in errors)
        super().__init__(f"The instrument has {count}. Correct the file.\n{lines}")


class UnknownLanguageError(InstrumentError):
    """The instrument has no words in that language."""

    exit_code = 13

    def __init__(self, language: str, known: Sequence[str]) -> None:
        self.language = language
        self.known = tuple(known)
        super().__init__(
            f"There are no words in '{language}'. Choose one of {', '.join(known)}."
        )
