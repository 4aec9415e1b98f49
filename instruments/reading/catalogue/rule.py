"""The words of a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Rule:
    """What is wrong and what to do; braces hold the facts of the case."""

    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"


def warn(message: str, remedy: str) -> Rule:
    """Make the rule of something that works and is probably not meant."""
    return Rule(message, remedy, "warning")
