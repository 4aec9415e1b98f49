"""Exports: the files of a round, to be saved.

A file is a row of `FILES`: what it is called, whether a round has it, how it is made.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from meter.comparison.disagreement import tabulate_disagreement
from meter.comparison.frames import round_results
from meter.exchange.disagreement_files import write_text
from meter.exchange.errors import UnwritableFileError
from meter.exchange.kept_answers import keep_answers
from meter.exchange.score_files import write_csv as write_scores
from webapp.api import models
from webapp.api.base import ROUND, api, blueprint, needs, replies
from webapp.api.ownership import get_read_round
from webapp.api.paging import cut, link_next
from webapp.api.problems import refuse
from webapp.api.tokens import bearer, current_caller
from webapp.current import now, store
from webapp.downloads import send_table
from webapp.kept_files import find_answer_folder, send_kept
from webapp.masking import reads_numbers, show_disagreement, show_results
from webapp.security import policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flask import Response

    from meter.records import Round

TAGS = ("exports",)
CSV = "text/csv"


@dataclass(frozen=True)
class File:
    """A file of a round: whether the round has it, and how it is sent by its name.

    Attributes:
        is_studied: whether a researcher reads it, with numbers in place of names.
    """

    is_there: Callable[[Round], bool]
    send: Callable[[Round, str], Response]
    media_type: str = CSV
    is_studied: bool = True


def send_answers(asked: Round, name: str) -> Response:
    """Send the answers of a round that count, as `meter score` reads them.

    Texts, dates and links are left out: they are read with the answers themselves,
    which takes another scope.
    """
    place = (asked.id, find_answer_folder(), ".csv", now())
    try:
        kept = keep_answers(store(), *place, words=False)
    except UnwritableFileError:
        # It names a folder of the server.
        refuse(507, "The server could not make the file. Ask again in a minute.")
    return send_kept(kept, name)


def send_scores(asked: Round, name: str) -> Response:
    """Send the scores of a round that count."""
    reader = current_caller().account.id
    results = show_results(asked, round_results(store(), asked.id), reader)
    frame = results.scores.to_frame([unit.name for unit in results.units])
    file = io.BytesIO()
    # A column without a row would be one of numbers.
    write_scores(frame.astype({"unit": "str"}), file)
    return send_table(file.getvalue().decode(), name)


def send_disagreement(asked: Round, name: str) -> Response:
    """Send what people answered apart, nobody named."""
    table = tabulate_disagreement(store(), asked.id)
    shown = show_disagreement(asked, table, current_caller().account.id)
    return send_table(write_text(shown), name)


FILES: dict[str, File] = {
    "answers.csv": File(lambda _: True, send_answers, is_studied=False),
    "scores.csv": File(lambda asked: asked.method is not None, send_scores),
    "disagreement.csv": File(lambda asked: asked.apart, send_disagreement),
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
    """List the files of a round; a researcher has those without names."""
    asked = get_read_round(round_key)
    there = [(name, file) for name, file in FILES.items() if _is_open(file, asked)]
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
    resp=replies(None, 409, 416, 507),
    security=needs("read:exports"),
    tags=TAGS,
    operation_id="get_export",
)
def export(round_key: str, name: str) -> Any:
    """Send a file of a round.

    The answers come as `meter score` reads them, without texts, dates and links: those
    are read with the answers themselves. They may be asked for from a place on: Range,
    with If-Range and the ETag, gives the rest of what broke off.
    """
    asked, file = get_read_round(round_key), FILES.get(name)
    if file is None or not _is_open(file, asked):
        refuse(404)
    sent = file.send(asked, f"{round_key}-{name}")
    if sent.is_sequence:
        return sent
    # In parts: what checks replies would read a whole one into memory.
    return sent.response, sent.status_code, sent.headers


def _is_open(file: File, asked: Round) -> bool:
    """Tell whether a round has a file, and the account of the token may read it."""
    is_studied = file.is_studied or not reads_numbers(
        asked, current_caller().account.id
    )
    return is_studied and file.is_there(asked)
