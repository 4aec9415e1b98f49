"""A small report of a city for tests, with a block of each kind, and its numbers."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from meter.reports.blocks import (
    BlockWords,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Section,
    Sentences,
    Table,
)
from meter.reports.paper import Tongue
from meter.reports.report import Report
from meter.reports.unit_blocks import Climb, Needed, Peers, Rung, Score, Scores, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.blocks import Block

ENGLISH, ARABIC = Tongue("en", "ltr"), Tongue("ar", "rtl")

FACTS = Facts((Fact("Stage", "Rising"), Fact("Law", "1,234.5", 1234.5, after="of 100")))
CLIMB = Climb(
    "Rising from 40",
    "Stage",
    "From",
    "Readiness",
    "you are here",
    (
        Rung("Low", 0.0, "0", "below", 1),
        Rung("Rising", 40.0, "40", "here", 3),
        Rung("High", 80.0, "80", "above", 5),
    ),
    42.1,
    "42.1",
    1,
    (38.0, 47.5),
)
SCORES = Scores(
    "Law 30.2; People none",
    "From 0 to 100",
    "Part",
    "Score",
    "Answered",
    "Peers",
    (
        Score(
            "Law",
            30.2,
            "30.2",
            60.0,
            "60",
            "60 per cent answered",
            Peers(20.0, 35.0, 55.0, "Peers from 20 to 55"),
        ),
        Score("People", None, "none", 0.0, "0", level=1),
    ),
)
WAY = Way(
    "Question",
    "Now",
    "Needed",
    "Adds",
    "More",
    (
        Needed(
            "There is a law.", "Partly", "Fully", "2.60", 2.6, ("Begin here", "Small")
        ),
        Needed("There is a plan.", "Not at all", "Partly", "0.97", 0.97),
    ),
)
TABLE = Table(
    "What costs most",
    ("Question", "Answer", "Points lost"),
    (("There is a law.", "Partly", "2.8"), ("There is a map.", "None", "\u2013")),
    numeric=(2,),
    owned=(0, 1),
    values=((None, None, 2.8), (None, None, None)),
)
WORDS = (
    Heading("About it"),
    Paragraph("A lead.", "lead"),
    Paragraph("A notice.", "notice"),
    Paragraph("A quiet word.", "quiet"),
    Paragraph("Plain\nin two lines"),
    Sentences(("First.", "Second.")),
)
BLOCKS: tuple[Block, ...] = (FACTS, CLIMB, SCORES, WAY, TABLE, *WORDS)


def make_report(*blocks: Block, **changes: Any) -> Report:
    """Make a report of two sections, with the blocks in the first one."""
    sections = (
        Section("glance", "", "At a glance", ("A note",), blocks),
        Section("origin", "", "How it was computed", (), (Paragraph("By hand."),)),
    )
    given = {
        "over": "Meeting of Busan",
        "title": "Ankor",
        "caption": "METER 1, Method 2",
        "day": (2026, 11, 2),
        "spoken": ENGLISH,
        "words": BlockWords("Contents", "now:", "needed:", "of 100"),
        "sections": sections,
        **changes,
    }
    return Report(**given)


def write_json(report: Report) -> str:
    """Write a report as the typesetter reads it."""
    return json.dumps(asdict(report))


def list_numbers(report: Report) -> Iterator[tuple[str, str]]:
    """List every number of a report with what it is of, in reading order."""
    for section in report.sections:
        for block in section.blocks:
            yield from _list_of(block)


def _list_of(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Facts(facts):
            yield from ((it.label, it.said) for it in facts if it.value is not None)
        case Climb():
            yield from ((it.title, it.said) for it in block.rungs)
        case Scores():
            told = (it for it in block.scores if it.points is not None)
            yield from ((it.title, it.said) for it in told)
        case Way():
            yield from ((it.ask, it.adds) for it in block.answers if it.adds)
        case Table():
            yield from _list_cells(block)


def _list_cells(table: Table) -> Iterator[tuple[str, str]]:
    for row, values in zip(table.rows, table.values, strict=False):
        for cell, value in zip(row, values, strict=False):
            if value is not None:
                yield row[0], cell
