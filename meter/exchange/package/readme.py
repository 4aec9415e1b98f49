"""`README.txt` of a package: what each file is."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from meter.exchange.package.fingerprints import (
    name_instrument_prints,
    name_method_prints,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from meter.exchange.package.columns import Table
    from meter.exchange.package.guide import Guide
    from meter.exchange.package.snapshot import Snapshot

WIDTH = 84

PANDAS = 'pd.read_csv("csv/answers_wide.csv", keep_default_na=False)'
COMMAND = "python recompute.py"
WITH_UV = "uv run recompute.py"

HELD = "\x01"
"""Stands for a space at which no line is broken."""


def write_readme(
    snapshot: Snapshot,
    tables: Sequence[Table],
    files: Sequence[str],
    left_out: list[str],
) -> str:
    """Write what each file of a package is, in the language of the package.

    Args:
        snapshot: the round.
        tables: those in the folders csv and parquet.
        files: what else was written.
        left_out: sentences about what could not be written.
    """
    guide = snapshot.terms.words.guide
    lines = [
        *_begin(snapshot, guide),
        *_list_files(guide, files),
        *_list_tables(guide, tables),
        *_wrap(left_out),
        *_list_prints(snapshot, guide),
        *_head(guide.reading_head),
        *_wrap(one % {"code": _hold(PANDAS)} for one in guide.reading),
    ]
    if snapshot.results is not None:
        lines += [*_head(guide.recomputing_head), f"    {COMMAND}", ""]
        lines += _wrap(one % {"command": _hold(WITH_UV)} for one in guide.recomputing)
    return "\n".join([*lines, *_wrap([guide.rules])])


def _begin(snapshot: Snapshot, guide: Guide) -> Iterator[str]:
    if snapshot.terms.with_names:
        yield from _wrap([guide.warning])
    title = " ".join(snapshot.round.title.split())
    yield from (title, "=" * len(title), "")
    asked = {"title": snapshot.worded.title, "version": snapshot.source.version}
    yield guide.version % asked
    yield say_units(snapshot)
    day = snapshot.made_at.date().isoformat()
    yield guide.made % {"version": snapshot.terms.version, "day": day}
    yield ""


def say_units(snapshot: Snapshot) -> str:
    """Say how many units are in a package, of how many that were asked."""
    fact = {"counted": len(snapshot.units), "asked": snapshot.asked_units}
    return snapshot.terms.words.guide.units % fact


def _list_files(guide: Guide, files: Iterable[str]) -> Iterator[str]:
    yield from _head(guide.files_head)
    for name in files:
        if name in guide.files:
            yield f"{name}\n    {guide.files[name]}"
    yield ""


def _list_tables(guide: Guide, tables: Iterable[Table]) -> Iterator[str]:
    yield from _head(guide.tables_head)
    for table in tables:
        rows = guide.rows % {"count": f"{len(table):,}"}
        yield f"{table.name}{guide.comma}{rows}\n    {table.title}"
    yield ""


def _list_prints(snapshot: Snapshot, guide: Guide) -> Iterator[str]:
    yield from _head(guide.prints_head)
    prints = {**name_instrument_prints(snapshot), **name_method_prints(snapshot)}
    for name, digits in prints.items():
        yield f"{name}{guide.colon}".rstrip() + f"\n    {digits}"
    yield ""
    yield from _wrap([guide.prints])


def _head(title: str) -> tuple[str, ...]:
    return (title, "-" * len(title), "")


def _wrap(paragraphs: Iterable[str]) -> Iterator[str]:
    """Break paragraphs into lines, a blank line after each."""
    for one in paragraphs:
        lines = textwrap.fill(one, WIDTH, break_on_hyphens=False)
        yield lines.replace(HELD, " ")
        yield ""


def _hold(command: str) -> str:
    """Hold a command in one line."""
    return command.replace(" ", HELD)
