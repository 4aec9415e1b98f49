"""Instruments: those of the library, and the frozen one of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing, list_library
from instruments.model.items import ChoiceItem
from meter.fieldwork.rounds import get_instrument
from webapp.api import models
from webapp.api.base import ROUND, api, blueprint, needs, replies
from webapp.api.ownership import get_read_round
from webapp.api.paging import cut, link_next
from webapp.api.problems import refuse
from webapp.api.tokens import bearer
from webapp.current import store
from webapp.security import policy
from webapp.wording import get_library_instrument

if TYPE_CHECKING:
    from typing import Any

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item

TAGS = ("instruments",)
REASONS = tuple(one for one in Missing if one is not Missing.NOT_ASKED)


@blueprint.get("/instruments")
@policy(bearer("read:instruments"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.InstrumentList),
    security=needs("read:instruments"),
    tags=TAGS,
    operation_id="list_instruments",
)
def instruments() -> Any:
    """List the instruments of the library."""
    numbered = list(enumerate(list_library()))
    part, cursor = cut(numbered, lambda one: one[0])
    lines = [describe_line(get_library_instrument(key)) for _, key in part]
    return models.InstrumentList(items=lines, next=cursor), 200, link_next(cursor)


@blueprint.get("/instruments/<key>")
@policy(bearer("read:instruments"))
@api.validate(
    query=models.NoQuery,
    resp=replies(models.Instrument),
    security=needs("read:instruments"),
    tags=TAGS,
    operation_id="get_instrument",
)
def instrument(key: str) -> Any:
    """Describe an instrument of the library."""
    if key not in list_library():
        refuse(404)
    return describe_instrument(get_library_instrument(key))


@blueprint.get(f"{ROUND}/instrument")
@policy(bearer("read:instruments"))
@api.validate(
    query=models.NoQuery,
    resp=replies(models.Instrument),
    security=needs("read:instruments"),
    tags=TAGS,
    operation_id="get_instrument_of_round",
)
def instrument_of_round(round_key: str) -> Any:
    """Describe the instrument of a round, as it was frozen with it."""
    return describe_instrument(get_instrument(store(), get_read_round(round_key)))


def describe_line(found: Instrument) -> models.InstrumentLine:
    """Name an instrument."""
    return models.InstrumentLine(**_name(found))


def describe_instrument(found: Instrument) -> models.Instrument:
    """Say what an instrument asks and measures."""
    nodes = found.framework.nodes if found.framework else {}
    return models.Instrument(
        **_name(found),
        questions=[_describe_item(found, one) for one in found.items.values()],
        nodes=[
            models.NodeReply(
                key=key,
                title=one.title,
                children=list(one.of or ()),
                items=list(one.items or ()),
            )
            for key, one in nodes.items()
        ],
        methods=list(found.methods),
    )


def _name(found: Instrument) -> dict[str, Any]:
    return {
        "key": found.key,
        "version": found.version,
        "title": found.title,
        "language": found.language,
        "fingerprint": found.fingerprint,
    }


def _describe_item(found: Instrument, item: Item) -> models.ItemReply:
    options = found.options_of(item) if isinstance(item, ChoiceItem) else ()
    allowed = {Missing.UNANSWERED, *found.allowed_of(item)}
    return models.ItemReply(
        key=item.key,
        section=found.section_of[item.key].key,
        type=item.type,
        ask=item.ask,
        required=item.required,
        options=[
            models.OptionReply(code=one.code, say=one.say, points=one.points)
            for one in options
        ],
        reasons=[one.value for one in REASONS if one in allowed],
    )
