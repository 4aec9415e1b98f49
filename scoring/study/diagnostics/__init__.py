"""Diagnostics: four declared patterns of scores that a ladder does not show."""

from __future__ import annotations

from scoring.study.diagnostics.diagnose import diagnose
from scoring.study.diagnostics.diagnosis import (
    Clearing,
    Diagnosis,
    ItemValue,
    Level,
    Pair,
    Raise,
    Sentence,
)
from scoring.study.diagnostics.earlier import Earlier
from scoring.study.diagnostics.ordering import Shared, list_shared, strongest_first

__all__ = [
    "Clearing",
    "Diagnosis",
    "Earlier",
    "ItemValue",
    "Level",
    "Pair",
    "Raise",
    "Sentence",
    "Shared",
    "diagnose",
    "list_shared",
    "strongest_first",
]
