"""Findings: what is wrong in a declared file, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from instruments.reading.catalogue import CATALOGUE

Severity = Literal["error", "warning"]


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

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.code} {self.severity}: {self.message} {self.remedy}"


def make_finding(
    code: str, file: str, place: tuple[int, int], **facts: object
) -> Finding:
    """Build the finding of a code from its facts."""
    rule = CATALOGUE[code]
    return Finding(
        file=file,
        line=place[0],
        column=place[1],
        code=code,
        severity=rule.severity,
        message=rule.message.format(**facts),
        remedy=rule.remedy.format(**facts).strip(),
    )
