"""Small papers for tests."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from meter.reports.paper import (
    Paper,
    PaperItem,
    PaperOption,
    PaperSection,
    PaperWords,
    Tongue,
)

ENGLISH, ARABIC = Tongue("en", "ltr"), Tongue("ar", "rtl")
WORDS = PaperWords(
    "Ask around.", "Sections", "required", "Instead of an answer", "Remark"
)

LEVEL = PaperItem(
    number="1.1",
    key="plan",
    ask="The city has a plan.",
    when="Only if there is a board.",
    help=("It is dated.", "A draft counts."),
    is_required=True,
    options=(PaperOption("Not at all"), PaperOption("Fully", "All of it.")),
    reasons=("Not applicable", "Don't know"),
    evidence="Which page shows it",
)
SHARE = PaperItem(
    number="1.2",
    key="share",
    ask="What share?",
    rule="From 0 to 100.",
    unit="per cent",
    lines=1,
    is_short=True,
    takes_note=False,
)


def make_paper(*items: PaperItem, **changes: Any) -> Paper:
    """Make a paper of one section, with some of its parts replaced."""
    levels = (PaperOption("Partly", "Some of it."), PaperOption("Wholly", "All."))
    section = PaperSection("1", "First", "Say what is true.", (levels,), items)
    given = {
        "title": "Every kind",
        "over": "every, version 7",
        "summary": "For all cities.",
        "extent": "2 questions",
        "spoken": ENGLISH,
        "written": ENGLISH,
        "words": WORDS,
        "sections": (section,),
        **changes,
    }
    return Paper(**given)


def write_json(paper: Paper) -> str:
    """Write a paper as the typesetter reads it."""
    return json.dumps(asdict(paper))
