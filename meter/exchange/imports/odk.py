"""Exports of ODK Central: XML names behind their groups, `group-question`.

Several options stand in one cell with blanks between their names; where the export
splits them, columns `group-question/option` hold 1 or 0 besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.imports.groups import list_grouped
from meter.exchange.imports.layout import Layout, has_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meter.exchange.imports.layout import Reading

_FACTS = (
    "submissiondate meta-instanceid meta-instancename meta-audit instanceid"
    " instancename key parent_key submitterid submittername attachmentspresent"
    " attachmentsexpected status reviewstate deviceid edits formversion start end today"
    " username phonenumber simserial subscriberid audit meta:instanceid"
    " meta:instancename"
)


def _list_readings(heading: str) -> Iterator[Reading]:
    return list_grouped(heading, "-:", "/")


def _recognise(headings: Sequence[str]) -> bool:
    return has_all(headings, "submissiondate", "key") or has_all(
        headings, "submissiondate", "meta-instanceid"
    )


ODK = Layout(
    key="odk",
    list_readings=_list_readings,
    recognise=_recognise,
    facts=frozenset(_FACTS.split()),
    separators=" ;,",
)
