"""Titles of the tables of a package and of their columns; names stay as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "units": "The units and their facts",
        "answers_wide": "The answers, a row a unit",
        "answers": "The answers, a row a unit and item, with why there is none",
        "item_scores": "What each answer is worth, 0 to 1",
        "node_scores": "Scores of the nodes of the framework, 0 to 1",
        "scores_wide": "The scores, a row a unit",
        "stages": "The stage of each unit on each ladder",
        "intervals": "How far scores and ranks rest on choices of the method: 90 per"
        " cent intervals",
        "agreement": "How far the respondents of a unit lie apart",
        "evidence": "The evidence beside answers, and what a review came to",
    }
)

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "section": "Section",
        "item": "Item",
        "answer": "Answer",
        "missing": "Why there is no answer",
        "value": "Value",
        "node": "Node",
        "score": "Score",
        "coverage": "Coverage",
        "low": "Score if all that is open were worst",
        "high": "Score if all that is open were best",
        "ladder": "Ladder",
        "stage": "Stage",
        "holds": "Share of draws that give this stage",
        "score_low": "5 per cent of the draws are this or below",
        "score_median": "Half of the draws are this or below",
        "score_high": "95 per cent of the draws are this or below",
        "rank_low": "5 per cent of the ranks are this or above",
        "rank_high": "95 per cent of the ranks are this or above",
        "answers": "Respondents who answered",
        "spread": "Highest less lowest value",
        "agreement": "Pairs who agree",
        "links": "Links",
        "files": "Files",
        "review": "State in the review",
    }
)


@dataclass(frozen=True)
class Titles:
    """Titles in one language, by name; English unless others are given.

    Attributes:
        rank: of a column with ranks, by the `title` of its node.
    """

    tables: Mapping[str, str] = field(default_factory=lambda: TABLES)
    columns: Mapping[str, str] = field(default_factory=lambda: COLUMNS)
    rank: str = "Rank: %(title)s"
