"""Our own layout: units in the first column, item keys as headings, option codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.imports.layout import Layout, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def _list_readings(heading: str) -> Iterator[Reading]:
    yield Reading(heading)


def _recognise(headings: Sequence[str]) -> bool:
    del headings  # it is what remains when no other program is recognised
    return True


TABLE = Layout(
    key="table",
    list_readings=_list_readings,
    recognise=_recognise,
    takes_first=True,
    separators=";",
    guards=True,
)
