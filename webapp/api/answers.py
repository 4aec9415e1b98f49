"""Answers: read once they are submitted, written over the revision that was seen.

As on the pages, what a unit answers is its own until it submits; while a response is
taken back, what was submitted last is read, and not what changes meanwhile. What a
program writes stands in the history of the answer and in the audit trail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import request

from instruments import Missing, parse_answer
from instruments.answers import MARKS
from instruments.errors import InstrumentError
from meter.fieldwork.responses import history_since_submission, load_submitted
from meter.fieldwork.rounds import get_instrument
from meter.integration.answers import Written, write_answer
from webapp.addresses import MOST_ID
from webapp.api import models
from webapp.api.base import RESPONSE, api, blueprint, needs, replies
from webapp.api.ownership import get_own_response, get_round
from webapp.api.paging import cut, link_next
from webapp.api.problems import refuse
from webapp.api.tokens import bearer, current_caller
from webapp.current import now, store
from webapp.security import policy

if TYPE_CHECKING:
    from typing import Any

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from meter.records import Change, Response, Round, StoredAnswer

TAGS = ("answers",)
ITEM = f"{RESPONSE}/answers/<item>"

UNANSWERED = "No answer stands there yet."


@blueprint.get(f"{RESPONSE}/answers")
@policy(bearer("read:answers"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.AnswerList, 409),
    security=needs("read:answers"),
    tags=TAGS,
    operation_id="list_answers",
)
def answers(round_key: str, response_id: int) -> Any:
    """List the answers of a unit as it submitted them last, in the order of asking."""
    asked, given = _get_submitted(round_key, response_id)
    places = _place_items(asked)
    stored = load_submitted(store(), given.id)
    ordered = sorted(
        (one for one in stored.values() if one.item in places),
        key=lambda one: places[one.item],
    )
    part, cursor = cut(ordered, lambda one: places[one.item])
    lines = [describe_answer(one) for one in part]
    return models.AnswerList(items=lines, next=cursor), 200, link_next(cursor)


@blueprint.get(ITEM)
@policy(bearer("read:answers"))
@api.validate(
    query=models.NoQuery,
    resp=replies(models.Answer, 409),
    security=needs("read:answers"),
    tags=TAGS,
    operation_id="get_answer",
)
def answer(round_key: str, response_id: int, item: str) -> Any:
    """Read one answer as a unit submitted it last; its ETag is its revision."""
    _, given = _get_submitted(round_key, response_id)
    found = load_submitted(store(), given.id).get(item)
    if found is None:
        refuse(404, UNANSWERED)
    return describe_answer(found), 200, tag(found.revision)


@blueprint.get(f"{ITEM}/revisions")
@policy(bearer("read:answers"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.RevisionList, 409),
    security=needs("read:answers"),
    tags=TAGS,
    operation_id="list_revisions",
)
def revisions(round_key: str, response_id: int, item: str) -> Any:
    """List what an answer has been since the unit first submitted, as it submitted it.

    The first one is what stood at that submission, with the number that it has in the
    history; what the unit drafted before, or while its answers are taken back, is its
    own, and only what stands when it submits again comes after.
    """
    asked, given = _get_submitted(round_key, response_id)
    if item not in _place_items(asked):
        refuse(404)
    changes = history_since_submission(store(), given.id, item)
    part, cursor = cut(changes, lambda one: one.revision)
    lines = [describe_answer(one) for one in part]
    return models.RevisionList(items=lines, next=cursor), 200, link_next(cursor)


@blueprint.put(ITEM)
@policy(bearer("write:answers"))
@api.validate(
    query=models.NoQuery,
    json=models.AnswerBody,
    resp=replies(models.Answer, 409, 412, 413, 415, 428, 507),
    security=needs("write:answers"),
    tags=TAGS,
    operation_id="write_answer",
)
def write(round_key: str, response_id: int, item: str) -> Any:
    """Write an answer of a unit that has not submitted.

    If-Match names the ETag of the answer that it replaces; If-None-Match: * says that
    there was none. Where that is not so any more nothing is written, nor over what the
    unit drafted by itself, whatever is named.
    """
    asked = get_round(round_key)
    given = get_own_response(asked, response_id)
    instrument = get_instrument(store(), asked)
    if item not in instrument.items:
        refuse(404)
    seen = read_precondition()
    body = cast("models.AnswerBody", request.context.json)  # type: ignore[attr-defined]
    written = Written(item, parse_body(instrument, item, body), seen, body.note)
    kept = write_answer(store(), given.id, written, current_caller().account, now())
    if kept is None:
        refuse(422, "The item is unanswered, and stays so. Give a value or a reason.")
    return describe_answer(kept), 200, tag(kept.revision)


def read_precondition() -> int:
    """Read which revision the program has seen; 0 where it says that there was none."""
    if "*" in request.headers.get("If-None-Match", ""):
        return 0
    given = request.headers.get("If-Match", "").strip().strip('"')
    if not given:
        refuse(428)
    # Of anything but a revision of ours nothing is known: it is not what stands there.
    is_number = given.isascii() and given.isdigit() and len(given) < len(str(MOST_ID))
    if not is_number or int(given) == 0:
        refuse(412)
    return int(given)


def parse_body(instrument: Instrument, item: str, body: models.AnswerBody) -> Answer:
    """Read what is written as an answer to an item, or reply 422."""
    if body.value is not None and body.missing is not None:
        refuse(422, "Give a value or a reason, not both.")
    if body.missing is None and body.value is None:
        refuse(422, "Give a value, or a reason as missing.")
    given: str | list[str]
    if body.missing is not None:
        given = MARKS.get(Missing(body.missing), "")
    elif isinstance(body.value, float):
        given = repr(body.value)
    else:
        given = body.value or ""
    try:
        return parse_answer(instrument, instrument.items[item], given)
    except InstrumentError as error:
        refuse(422, str(error))


def describe_answer(found: StoredAnswer | Change) -> models.Answer:
    """Write an answer with its revision."""
    value, missing = found.answer, None
    if isinstance(value, Missing):
        value, missing = None, value.value  # type: ignore[assignment]
    return models.Answer(
        item=found.item,
        value=list(value) if isinstance(value, tuple) else value,
        missing=missing,
        note=found.note,
        revision=found.revision,
        changed_at=found.changed_at,
        changed_by=found.changed_by,
    )


def tag(revision: int) -> dict[str, str]:
    """Write the header that names a revision."""
    return {"ETag": f'"{revision}"'}


def _get_submitted(round_key: str, response_id: int) -> tuple[Round, Response]:
    asked = get_round(round_key)
    given = get_own_response(asked, response_id)
    if not given.was_submitted:
        refuse(409, "The unit has not submitted yet; until then its answers are its.")
    return asked, given


def _place_items(asked: Round) -> dict[str, int]:
    keys = get_instrument(store(), asked).items
    return {key: place for place, key in enumerate(keys, start=1)}
