"""Exports of KoBo: XML names or labels behind their groups, `group/question`.

A question with several options has a cell with all that were chosen, a column for each
option with 1 or 0, or both: then the columns are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.imports.groups import list_grouped
from meter.exchange.imports.layout import Layout, has_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meter.exchange.imports.layout import Reading

_FACTS = (
    "start end today deviceid username simserial phonenumber subscriberid audit"
    " __version__ _version_ _id _uuid _submission_time _validation_status _notes"
    " _status _submitted_by _tags _index _parent_index _parent_table_name"
    " _submission__id _submission__uuid formhub/uuid meta/instanceid meta/rootuuid"
    " meta/deprecatedid meta/instancename _xform_id_string _attachments _geolocation"
)


def _list_readings(heading: str) -> Iterator[Reading]:
    return list_grouped(heading, "/")


def _recognise(headings: Sequence[str]) -> bool:
    return has_all(headings, "_uuid", "_submission_time") or has_all(
        headings, "_id", "_uuid"
    )


KOBO = Layout(
    key="kobo",
    list_readings=_list_readings,
    recognise=_recognise,
    facts=frozenset(_FACTS.split()),
    separators=" ;,",
    blanks=frozenset({"n/a"}),
)
