"""`datapackage.json`: the tables as a Frictionless data package describes them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from meter.exchange.package.columns import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from meter.exchange.package.columns import Column, Table
    from meter.exchange.package.snapshot import Snapshot

TYPES = {"text": "string", "mixed": "string", "number": "number", "whole": "integer"}


def write_datapackage(
    snapshot: Snapshot, tables: Sequence[Table], folder: Path
) -> None:
    """Describe the CSV files of a package that are written already."""
    described = {
        "profile": "data-package",
        "name": snapshot.round.key.replace("_", "-"),
        "title": snapshot.round.title,
        "description": snapshot.worded.summary or snapshot.worded.title,
        "version": snapshot.source.version,
        "created": snapshot.made_at.isoformat(timespec="seconds"),
        "resources": [_describe(one, folder) for one in tables],
    }
    text = json.dumps(described, ensure_ascii=False, indent=1)
    path = folder / "datapackage.json"
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _describe(table: Table, folder: Path) -> dict[str, Any]:
    place = f"csv/{table.name}.csv"
    content = (folder / place).read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": place,
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _describe_columns(table),
    }


def _describe_columns(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_column(one) for one in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.key != (UNIT,):
        reference = {"resource": "units", "fields": [UNIT]}
        schema["foreignKeys"] = [{"fields": [UNIT], "reference": reference}]
    return schema


def _describe_column(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "type": TYPES[column.kind],
    }
    if column.codes:
        said = [f"{code}: {say}" for code, say in column.codes.items()]
        field["description"] = "\n".join(said)
    return field
