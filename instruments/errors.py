"""Errors of the instruments package; each builds its own sentence from facts.

InstrumentError
├── UnknownInstrumentError    no such library key or file
├── UnreadableFileError       the file is there, and cannot be read
├── InstrumentFindingsError   the file has findings that are errors
│   └── MethodFindingsError       so has the file of a method
├── NoSuchMethodError         neither a method of that key nor a file
├── UnknownLanguageError      the instrument is not translated into it
└── AnswerError               a given text is no answer (model/answers.py)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from instruments.names import find_closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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

    what: ClassVar[str] = "instrument"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [finding for finding in findings if finding.severity == "error"]
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        lines = "\n".join(str(finding) for finding in errors)
        super().__init__(f"The {self.what} has {count}. Correct the file.\n{lines}")


class MethodFindingsError(InstrumentFindingsError):
    """A method cannot be used as long as the errors of its file stand."""

    what = "method"


class NoSuchMethodError(InstrumentError):
    """The instrument has no method of that key, and there is no file of that name."""

    exit_code = 13

    def __init__(self, instrument: str, method: str, known: Iterable[str]) -> None:
        self.instrument = instrument
        self.method = method
        self.known = tuple(known)
        closest = find_closest(method, self.known)
        names = [*self.known, "the path of a method file"]
        remedy = f"Did you mean '{closest}'?" if closest else f"Give {_list(names)}."
        super().__init__(
            f"Instrument '{instrument}' has no method '{method}', and there is no file"
            f" of that name. {remedy}"
        )


def _list(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


class InstrumentWarning(UserWarning):
    """Something about an instrument works and is probably not meant."""


class MethodVersionWarning(InstrumentWarning):
    """A method was written for another version of the instrument."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(f"{finding.message} {finding.remedy}")


class UnknownLanguageError(InstrumentError):
    """The instrument has no words in that language."""

    exit_code = 13

    def __init__(self, language: str, known: Sequence[str]) -> None:
        self.language = language
        self.known = tuple(known)
        super().__init__(
            f"There are no words in '{language}'. Choose one of {', '.join(known)}."
        )
