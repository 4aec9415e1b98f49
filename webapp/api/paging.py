"""Long lists in parts: each names, in the body and in Link, where the next begins."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlencode

from flask import request

from webapp.addresses import MOST_ID
from webapp.api.models import Fault, PageQuery
from webapp.api.problems import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


def current_query() -> PageQuery:
    """Get which part of a list is asked for."""
    return cast("PageQuery", request.context.query)  # type: ignore[attr-defined]


def read_cursor() -> int | None:
    """Read behind which number the list goes on; None from its beginning."""
    cursor = current_query().cursor
    if cursor is None:
        return None
    try:
        number = int(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, binascii.Error):
        number = -1
    if not 0 <= number <= MOST_ID:
        refuse(422, faults=[Fault(where="query.cursor", what="It is no cursor.")])
    return number


def write_cursor(number: int) -> str:
    """Write a cursor that goes on behind a number."""
    return base64.urlsafe_b64encode(str(number).encode()).decode()


def cut(
    lines: Sequence[T], number_of: Callable[[T], int], *, falling: bool = False
) -> tuple[list[T], str | None]:
    """Cut the part that is asked for out of all lines; give the next cursor too.

    The numbers of the lines rise, or fall.
    """
    after = read_cursor()
    sign = -1 if falling else 1
    rest = [
        one for one in lines if after is None or sign * (number_of(one) - after) > 0
    ]
    return cut_longer(rest[: current_query().limit + 1], number_of)


def cut_longer(
    found: Sequence[T], number_of: Callable[[T], int]
) -> tuple[list[T], str | None]:
    """Cut off the one line more that was read to see whether there is a next part."""
    most = current_query().limit
    part = list(found[:most])
    is_last = len(found) <= most
    return part, None if is_last else write_cursor(number_of(part[-1]))


def link_next(cursor: str | None) -> dict[str, str]:
    """Write the header that leads to the next part; the last part has none."""
    if cursor is None:
        return {}
    query = urlencode({"limit": current_query().limit, "cursor": cursor})
    return {"Link": f'<{request.path}?{query}>; rel="next"'}
