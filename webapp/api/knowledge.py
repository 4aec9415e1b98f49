"""What is published in the knowledge space of a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from meter.knowledge.searching import list_published
from webapp.api import models
from webapp.api.base import api, blueprint, needs, replies
from webapp.api.ownership import get_workshop
from webapp.api.paging import cut, link_next
from webapp.api.tokens import bearer
from webapp.current import store
from webapp.security import policy

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from meter.knowledge.records import Contribution


@blueprint.get("/workshops/<workshop_key>/knowledge")
@policy(bearer("read:knowledge"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.ContributionList),
    security=needs("read:knowledge"),
    tags=("knowledge",),
    operation_id="list_knowledge",
)
def knowledge(workshop_key: str) -> Any:
    """List what is published in a workshop, the newest first."""
    workshop = get_workshop(workshop_key)
    found = list_published(store(), workshop.id)
    newest = sorted(found, key=lambda one: -one.id)
    part, cursor = cut(newest, lambda one: one.id, falling=True)
    lines = [describe_contribution(one) for one in part]
    return models.ContributionList(items=lines, next=cursor), 200, link_next(cursor)


def describe_contribution(found: Contribution) -> models.Contribution:
    """Write a contribution; its contributor is named where they agreed to it."""
    entry = found.entry
    return models.Contribution(
        id=found.id,
        key=found.key,
        kind=entry.kind,
        title=entry.title,
        summary=entry.summary,
        languages=list(entry.languages),
        country=entry.country,
        year=entry.year,
        licence=entry.licence,
        link=entry.link,
        indicators=list(entry.indicators),
        credit=found.unit_name if entry.credited else None,
        published_at=cast("dt.datetime", found.published_at),
    )
