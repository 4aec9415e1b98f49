"""The answers of a round as a file that can be loaded in several goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from meter.exchange.kept_answers import find_kept, keep_answers
from webapp.current import now, store
from webapp.kept_files import find_answer_folder, send_kept
from webapp.organise.ownership import get_own_round
from webapp.security import organiser, policy

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("round_answers", __name__, url_prefix="/organise/<round_key>")


@blueprint.get("/answers.csv")
@policy(organiser)
def csv(round_key: str) -> ResponseReturnValue:
    """Send the answers that count as CSV."""
    return _send(round_key, ".csv")


@blueprint.get("/answers.parquet")
@policy(organiser)
def parquet(round_key: str) -> ResponseReturnValue:
    """Send the answers that count as Parquet."""
    return _send(round_key, ".parquet")


def _send(round_key: str, ending: str) -> ResponseReturnValue:
    """Send the file of the state that the address names, or lead to that of now.

    A download that broke off goes on at the same address, whoever submits meanwhile.
    """
    asked, folder = get_own_round(round_key), find_answer_folder()
    found = find_kept(folder, asked.id, ending, request.args.get("state", ""))
    if found is None:
        made = keep_answers(store(), asked.id, folder, ending, now())
        here = f"round_answers.{ending[1:]}"
        return redirect(url_for(here, round_key=round_key, state=made.state), 303)
    return send_kept(found, f"{round_key}-answers{ending}")
