"""A room for tests: units that stand where they are put, and the pack of them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from meter.comparison.occasions import read_fielded, read_round
from tests.webapp.desk import DOCUMENT
from webapp.pack.pages import make_pack
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Container

    from meter.comparison.occasions import Fielded
    from meter.records import Round
    from meter.reports.blocks import Section
    from meter.reports.pack import Pack
    from tests.webapp.desk import Desk
    from webapp.wording import Wording

SHARES = {
    "Ankor": (10.0, 80.0, 30.0),
    "Belm": (20.0, 90.0, 40.0),
    "Corin": (90.0, 20.0, 100.0),
    "Dalo": (80.0, 10.0, 75.0),
    "Esk": (30.0, 30.0, 30.0),
    "Fyn": (70.0, 60.0, 20.0),
}
"""Of law, policy and skills, each a third of the whole."""

LEVELS = [
    {"code": code, "points": points, "say": code.title()}
    for points, code in enumerate(("none", "some", "full"))
]
MORE: list[dict[str, Any]] = [
    {"key": "will", "ask": "There is a will.", "options": LEVELS},
    {"key": "way", "ask": "There is a way.", "options": LEVELS},
    {"key": "hope", "type": "text", "lines": 3, "ask": "What do you hope for?"},
    {"key": "year", "type": "number", "ask": "How many years?", "unit": "years"},
]
"""What is asked beside the shares, and not scored."""


def make_document() -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    document["sections"].append({"key": "more", "title": "More", "items": MORE})
    return document


def fill(desk: Desk, key: str = "seoul", **more: Any) -> Round:
    """Let the units of SHARES submit, and two be invited beside them."""
    asked = desk.open(key, **more)
    for name, shares in SHARES.items():
        desk.answer(asked, name, *shares)
    desk.invite(asked, "Gorm")
    desk.invite(asked, "Harl")
    return asked


def read(desk: Desk, asked: Round) -> tuple[Fielded, Wording]:
    fielded = read_fielded(desk.store, asked, desk.clock())
    return fielded, word_instrument(fielded.answers.instrument)


def id_of(fielded: Fielded, name: str) -> int:
    return next(one.unit.id for one in fielded.done if one.unit.name == name)


def make(desk: Desk, asked: Round, named: Container[int] | None = None) -> Pack:
    occasion = read_round(desk.store, asked, desk.clock())
    of_all = (
        {one.round.id: named for one in occasion.rounds} if named is not None else None
    )
    return make_pack(occasion, desk.clock(), named=of_all)


def find(pack: Pack, key: str) -> Section:
    return next(one for one in pack.sections if one.key == key)
