"""Revisions for people: two versions compared, as lines of text and as a file."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from meter.exchange.errors import FileKindError
from meter.exchange.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from instruments.revised_items import ItemRevision
    from instruments.revisions import PartRevision, Revision

REVISION_ENDINGS = (".csv", ".json")

COLUMNS = ("part", "key", "kind", "differs", "replaced_by")

KINDS = {
    "same": "same",
    "reworded": "reworded",
    "rescaled": "rescaled",
    "replaced_by": "replaced by",
    "not_comparable": "not comparable",
    "added": "added",
}
"""The kinds of item as they are printed, in the order of the count."""

TOLD = {
    "ask": "the question",
    "help": "the help",
    "option_words": "the words of options",
    "reverse": "the direction of its points",
    "full": "the points that score 1",
    "reasons": "the reasons that may be given",
    "words": "the words",
    "index": "whether it is an index",
    "of": "the node it stands on",
    "children": "what it is made of",
    "else": "the score where no row holds",
    "combine": "how children are combined",
    "normalise": "how values are normalised",
    "missing": "what missing answers do",
    "weighting": "how weights are found",
    "stages": "the stage rules",
    "edge": "whether a bound is included",
    "round_to": "the rounding",
    "rank_decimals": "the decimals of ranks",
    "removed": "it is no longer asked",
    "type": "it has another answer type",
}
"""What differs, in words; other names are words already."""

PARTS = {"nodes": "Framework", "methods": "Methods", "stages": "Stages"}


def draw_revision(revision: Revision) -> Iterator[str]:
    """Write a revision as lines of text: what differs, and counts of what does not."""
    counts = revision.count()
    told = [f"{counts[kind]} {KINDS[kind]}" for kind in KINDS if counts[kind]]  # type: ignore[index]
    yield f"Items: {', '.join(told)}"
    changed = [one for one in revision.items if one.kind != "same" or one.differs]
    yield from _align([(one.item, *_tell_item(one)) for one in changed])
    for group, title in PARTS.items():
        parts: tuple[PartRevision, ...] = getattr(revision, group)
        moved = [part for part in parts if part.kind != "same"]
        yield f"{title}: {'changed' if moved else 'same'}"
        yield from _align([(p.key, p.kind, _tell(p.differs)) for p in moved])
    kept = len(revision.comparable)
    former = len(revision.items) - counts["added"]
    yield (
        f"{kept} of the {former} items of version {revision.old} can be compared with"
        f" version {revision.new}."
    )


def _tell_item(one: ItemRevision) -> tuple[str, str]:
    kind = KINDS[one.kind]
    if one.successors:
        return f"{kind} {', '.join(one.successors)}", ""
    return kind, _tell(one.differs)


def _tell(differs: Sequence[str]) -> str:
    return ", ".join(TOLD.get(name, name.replace("_", " ")) for name in differs)


def _align(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def list_rows(revision: Revision) -> list[dict[str, Any]]:
    """List everything that was compared, what is the same too: a row each."""
    rows: list[tuple[Any, ...]] = [
        ("item", one.item, one.kind, one.differs, one.successors)
        for one in revision.items
    ]
    for group in PARTS:
        parts: tuple[PartRevision, ...] = getattr(revision, group)
        rows += [(group.removesuffix("s"), p.key, p.kind, p.differs, ()) for p in parts]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def write_revision(revision: Revision, path: Path) -> None:
    """Write a revision as CSV or JSON, by the ending of the file's name.

    Raises:
        FileKindError: the name ends in none of REVISION_ENDINGS.
        UnwritableFileError: the file cannot be written there.
    """
    writers = dict(zip(REVISION_ENDINGS, (_write_csv, _write_json), strict=True))
    if path.suffix.lower() not in writers:
        raise FileKindError(path.name, REVISION_ENDINGS)
    text = io.StringIO()
    writers[path.suffix.lower()](list_rows(revision), text)
    with write_whole(path) as file:
        file.write(text.getvalue().encode())


def _write_csv(rows: list[dict[str, Any]], file: TextIO) -> None:
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        lists = {name: ";".join(row[name]) for name in ("differs", "replaced_by")}
        writer.writerow({**row, **lists})


def _write_json(rows: list[dict[str, Any]], file: TextIO) -> None:
    file.write(f"{json.dumps(rows, indent=1)}\n")
