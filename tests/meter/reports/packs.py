"""A small pack for tests, with a drawing of each kind."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from meter.reports.blocks import Block, BlockWords, Section, Table
from meter.reports.pack import Pack
from meter.reports.paper import Tongue
from meter.reports.room_blocks import (
    Bar,
    Bars,
    Dot,
    Dots,
    Group,
    Groups,
    HeatMap,
    Ladder,
    MapCell,
    MapRow,
    Saying,
    Sayings,
    Step,
)
from meter.reports.unit_blocks import Needed, Profile, Score

ENGLISH, ARABIC = Tongue("en", "ltr"), Tongue("ar", "rtl")

TABLE = Table(
    "Caption", ("Unit", "People"), (("Ankor", "12,000"), ("Belm", "90")), numeric=(1,)
)
LADDER = Ladder(
    "Low: 2; High: 1",
    (Step("Low", 2, "67%", "Ankor, Belm", 1), Step("High", 1, "33%", "Corin", 5)),
    most=2,
    without="No stage: Dalo",
)
DOTS = Dots(
    "Between 30 and 60",
    (Dot(30.0, 0), Dot(31.0, 1)),
    2,
    30.0,
    45.5,
    60.0,
    "Median 45.5",
)
MAP = HeatMap(
    "Light to dark",
    "City",
    ("Whole", "Law"),
    (MapRow("Ankor", (MapCell("12.5", 1), MapCell("99.0", 5))),),
)
BARS = Bars("Is there a plan?", "7 answers", (Bar("Yes", 5), Bar("No", 2)), 5)
GROUPS = Groups(
    "Learning", "Strong", (Group("Group 1", "Law", "In the middle", "Ankor", "Belm"),)
)
SAYINGS = Sayings(
    "What do you hope?", "1 answer", (Saying("Belm", "Water\nand light"),)
)
PROFILE = Profile(
    facts="12,000 inhabitants",
    main=Score("Readiness", 42.0, "42.0"),
    stage="Rising",
    bounds=(0.0, 0.4, 0.8),
    place=1,
    parts=(Score("Legal", 30.0, "30.0"), Score("People", None, "none")),
    strong="Strong in",
    strengths=(Score("Roads", 80.0, "80.0"),),
    next="Two answers away",
    needed=(Needed("There is a law.", "Partly", "Fully"),),
    more="and 3 more",
)
ALL: tuple[Block, ...] = (
    TABLE, LADDER, DOTS, MAP, BARS, GROUPS, SAYINGS, PROFILE,
)  # fmt: skip


def make_pack(*blocks: Block, **changes: Any) -> Pack:
    """Make a pack of a section a block, with some of its parts replaced."""
    sections = tuple(
        Section(f"s{n}", f"Over {n}", f"Finding {n}", (f"Note {n}",), (block,))
        for n, block in enumerate(blocks, 1)
    )
    given = {
        "over": "Facilitator's pack",
        "title": "Meeting of Busan",
        "lead": "Hall, 23 November",
        "notice": "The organiser's own.",
        "caption": "As things stood",
        "spoken": ENGLISH,
        "words": BlockWords("Contents", "now:", "needed:", "of 100"),
        "sections": sections,
        **changes,
    }
    return Pack(**given)


def write_json(pack: Pack) -> str:
    """Write a pack as the typesetter reads it."""
    return json.dumps(asdict(pack))
