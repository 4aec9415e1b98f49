"""Findings: what is wrong in a declared file, where, and what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from instruments.names import find_closest
from instruments.reading.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Severity = Literal["error", "warning"]

LONGEST_FACT = 60
MOST_NAMES = 8


@dataclass(frozen=True)
class Advice:
    """A fact that says what an unknown name may have meant; written when shown."""

    name: str
    known: Collection[str]

    def write(self) -> str:
        """Write one sentence that names the closest known name, or some."""
        closest = find_closest(self.name, self.known)
        if closest:
            return f"Did you mean '{closest}'?"
        if not self.known:
            return "None is declared."
        names = ", ".join(f"'{one}'" for one in islice(self.known, MOST_NAMES))
        more = " and others" if len(self.known) > MOST_NAMES else ""
        return f"Known are {names}{more}."


@dataclass(frozen=True)
class Belonging:
    """A fact that says which other types of item have a key; written when shown."""

    key: str
    types: tuple[str, ...]

    def write(self) -> str:
        """Write one sentence that names the types."""
        types = " and ".join(self.types)
        return f"It belongs to items of type {types}: give the type, or remove it."


@dataclass(frozen=True, order=True)
class Finding:
    """One problem in a declared file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    remedy: str

    @override
    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.code} {self.severity}: {self.message} {self.remedy}"


def make_finding(
    code: str, file: str, place: tuple[int, int], /, **facts: object
) -> Finding:
    """Build the finding of a code from its facts."""
    rule = CATALOGUE[code]
    shown = {name: _show(fact) for name, fact in facts.items()}
    return Finding(
        file=file,
        line=place[0],
        column=place[1],
        code=code,
        severity=rule.severity,
        message=rule.message.format(**shown),
        remedy=rule.remedy.format(**shown),
    )


def has_errors(findings: Sequence[Finding]) -> bool:
    """Tell whether a finding stands in the way of using the file."""
    return any(finding.severity == "error" for finding in findings)


def _show(fact: object) -> str:
    """Write a fact on one line; what the author wrote may be long."""
    if isinstance(fact, float):
        return f"{fact:g}"
    if isinstance(fact, Advice | Belonging):
        return fact.write()
    if isinstance(fact, dt.date):
        return fact.isoformat()
    text = " ".join(str(fact).split())
    return text if len(text) <= LONGEST_FACT else f"{text[: LONGEST_FACT - 1]}…"
