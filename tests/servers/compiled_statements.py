"""Statements compiled once a run: writing them out takes most of a small test.

A program opens its database once and keeps what it has compiled; tests open a new one
each, and would compile all anew. Here engines of one kind share what they compiled.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.util import LRUCache

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Engine

STATEMENTS = 10_000
"""How many are kept: more than there are, as those of a run come by turns."""


class Sharing:
    """Makes engines that share a dialect, and so what is compiled for it."""

    def __init__(self) -> None:
        self._lenders: dict[str, list[Engine]] = defaultdict(list)
        self._compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS)

    def create_engine(self, url: URL, **options: Any) -> Engine:
        """Make an engine; the first of its kind that connects lends its dialect."""
        engine = create_engine(url, **options)
        engine._compiled_cache = self._compiled
        lenders = self._lenders[url.drivername]
        lender = next(filter(_has_connected, lenders), None)
        if lender is None:
            lenders.append(engine)
        else:
            engine.dialect = engine.pool._dialect = lender.dialect
        return engine


def _has_connected(engine: Engine) -> bool:
    """Tell whether a dialect has asked its database what it can do."""
    return getattr(engine.dialect, "server_version_info", None) is not None


@contextmanager
def sharing_statements() -> Iterator[Sharing]:
    """Let every store that is opened meanwhile share what it compiles."""
    sharing = Sharing()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("meter.storage.engine.create_engine", sharing.create_engine)
        yield sharing
