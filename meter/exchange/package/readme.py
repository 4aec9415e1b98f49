"""`README.txt` of a package: what each file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.package.fingerprints import (
    name_instrument_prints,
    name_method_prints,
)
from meter.exchange.package.paragraphs import head, hold, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from meter.exchange.package.columns import Table
    from meter.exchange.package.guide import Guide
    from meter.exchange.package.snapshot import Snapshot

PANDAS = 'pd.read_csv("csv/answers_wide.csv", keep_default_na=False)'
COMMAND = "python recompute.py"
WITH_UV = "uv run recompute.py"


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
        *wrap(left_out),
        *_list_prints(snapshot, guide),
        *head(guide.reading_head),
        *wrap(one % {"code": hold(PANDAS)} for one in guide.reading),
    ]
    if snapshot.results is not None:
        lines += [*head(guide.recomputing_head), f"    {COMMAND}", ""]
        lines += wrap(one % {"command": hold(WITH_UV)} for one in guide.recomputing)
    return "\n".join([*lines, *wrap([guide.rules])])


def _begin(snapshot: Snapshot, guide: Guide) -> Iterator[str]:
    if snapshot.terms.with_names:
        yield from wrap([guide.warning])
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
    yield from head(guide.files_head)
    for name in files:
        if name in guide.files:
            yield f"{name}\n    {guide.files[name]}"
    yield ""


def _list_tables(guide: Guide, tables: Iterable[Table]) -> Iterator[str]:
    yield from head(guide.tables_head)
    for table in tables:
        rows = guide.rows % {"count": f"{len(table):,}"}
        yield f"{table.name}{guide.comma}{rows}\n    {table.title}"
    yield ""


def _list_prints(snapshot: Snapshot, guide: Guide) -> Iterator[str]:
    yield from head(guide.prints_head)
    prints = {**name_instrument_prints(snapshot), **name_method_prints(snapshot)}
    for name, digits in prints.items():
        yield f"{name}{guide.colon}".rstrip() + f"\n    {digits}"
    yield ""
    yield from wrap([guide.prints])
