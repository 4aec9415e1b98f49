"""Exports: the files of a round, to be saved.

A file is a row of `FILES`: what it is called, whether a round has it, how it is made.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from instruments import answer_to_text
from instruments.model.items import DateItem, LinkItem, TextItem
from meter.comparison.disagreement import tabulate_disagreement
from meter.comparison.frames import round_answers, round_results
from meter.exchange.csv_texts import write_csv
from meter.exchange.disagreement_files import write_text
from meter.exchange.score_files import write_csv as write_scores
from scoring.kernel.coding import decode_answers
from webapp.api import models
from webapp.api.base import ROUND, api, blueprint, needs, replies
from webapp.api.ownership import get_round
from webapp.api.paging import cut, link_next
from webapp.api.problems import refuse
from webapp.api.tokens import bearer
from webapp.current import store
from webapp.downloads import send_table
from webapp.security import policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from meter.records import Round

TAGS = ("exports",)
CSV = "text/csv"

UNCODED = (TextItem, DateItem, LinkItem)
"""Of them the coded answers know only that they were given."""


@dataclass(frozen=True)
class File:
    """A file of a round: whether the round has it, and how its text is made."""

    is_there: Callable[[Round], bool]
    write: Callable[[Round], str]
    media_type: str = CSV


def write_answers(asked: Round) -> str:
    """Write the answers of a round that count, as `meter score` reads them.

    Texts, dates and links are left out: they are read with the answers themselves.
    """
    found = round_answers(store(), asked.id)
    items = found.instrument.items
    keys = [key for key, item in items.items() if not isinstance(item, UNCODED)]
    rows: list[list[object]] = [["unit", *keys]]
    for name, row in zip(found.names, found.coded, strict=True):
        given = decode_answers(found.instrument, row)
        rows.append([name, *(answer_to_text(items[one], given[one]) for one in keys)])
    return write_csv(rows)


def write_scores_of(asked: Round) -> str:
    """Write the scores of a round that count."""
    results = round_results(store(), asked.id)
    frame = results.scores.to_frame([unit.name for unit in results.units])
    file = io.BytesIO()
    # A column without a row would be one of numbers.
    write_scores(frame.astype({"unit": "str"}), file)
    return file.getvalue().decode()


def write_disagreement_of(asked: Round) -> str:
    """Write what people answered apart, nobody named."""
    return write_text(tabulate_disagreement(store(), asked.id))


FILES: dict[str, File] = {
    "answers.csv": File(lambda _: True, write_answers),
    "scores.csv": File(lambda asked: asked.method is not None, write_scores_of),
    "disagreement.csv": File(lambda asked: asked.apart, write_disagreement_of),
}


@blueprint.get(f"{ROUND}/exports")
@policy(bearer("read:exports"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.ExportList),
    security=needs("read:exports"),
    tags=TAGS,
    operation_id="list_exports",
)
def exports(round_key: str) -> Any:
    """List the files of a round."""
    asked = get_round(round_key)
    there = [(name, file) for name, file in FILES.items() if file.is_there(asked)]
    part, cursor = cut(list(enumerate(there, start=1)), lambda one: one[0])
    lines = [
        models.Export(
            name=name,
            media_type=file.media_type,
            href=url_for("api.export", round_key=round_key, name=name),
        )
        for _, (name, file) in part
    ]
    return models.ExportList(items=lines, next=cursor), 200, link_next(cursor)


@blueprint.get(f"{ROUND}/exports/<name>")
@policy(bearer("read:exports"))
@api.validate(
    query=models.NoQuery,
    resp=replies(None, 409),
    security=needs("read:exports"),
    tags=TAGS,
    operation_id="get_export",
)
def export(round_key: str, name: str) -> Any:
    """Send a file of a round."""
    asked, file = get_round(round_key), FILES.get(name)
    if file is None or not file.is_there(asked):
        refuse(404)
    return send_table(file.write(asked), f"{round_key}-{name}")
