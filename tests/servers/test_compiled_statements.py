"""The sharing of compiled statements: each store still has a database of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from blank_store import lay_blank_store
from compiled_statements import sharing_statements
from meter.fieldwork.accounts import add_account, find_account
from meter.storage import Store, open_store
from meter.storage.engine import make_engines

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def open_new(folder: Path, name: str) -> Store:
    (folder / name).mkdir()
    return open_store(f"sqlite:///{lay_blank_store(folder / name)}")


def test_stores_share_statements_and_no_rows(tmp_path: Path) -> None:
    with (
        sharing_statements(),
        open_new(tmp_path, "one") as one,
        open_new(tmp_path, "other") as other,
    ):
        add_account(one, "ada@example.org", "Ada", AT)
        known = len(one.engines.writing._compiled_cache or ())
        add_account(other, "bo@example.org", "Bo", AT)

        assert one.engines.writing._compiled_cache is not None
        assert len(one.engines.writing._compiled_cache) == known
        assert find_account(other, "ada@example.org") is None
        assert find_account(other, "bo@example.org") is not None


def test_a_dialect_is_lent_by_an_engine_that_has_connected(tmp_path: Path) -> None:
    address = f"sqlite:///{lay_blank_store(tmp_path)}"
    with sharing_statements():
        silent, first = make_engines(address).writing, make_engines(address).writing
        first.connect().close()
        second = make_engines(address).writing

    assert first.dialect is not silent.dialect
    assert second.dialect is first.dialect
    for engine in (silent, first, second):
        engine.dispose()


def test_this_run_shares_them(tmp_path: Path) -> None:
    with (
        open_new(tmp_path, "one"),
        open_new(tmp_path, "other") as other,
        open_new(tmp_path, "third") as third,
    ):
        assert third.engines.reading.dialect is other.engines.writing.dialect
