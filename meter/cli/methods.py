"""`meter methods`: the ways in which instruments can be scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments import Instrument

LABELS = {
    "combine": "combines",
    "normalise": "normalises",
    "weights": "weighs",
    "missing": "missing",
    "gates": "gates",
    "stages": "stages",
}

RELATIVE = "Scores depend on the other units."


@click.command()
@click.argument("instrument", required=False, metavar="[FILE_OR_KEY]")
def methods(instrument: str | None) -> None:
    """List the methods of every instrument of the library, or of one INSTRUMENT.

    Of one instrument, or of one method in a file of its own, you are told what each
    method does: how children are combined, how values are normalised, where weights
    come from, what missing answers do, which ladders it uses, and whether a score
    depends on the other units.
    """
    from instruments import list_library, load_instrument, open_method

    if instrument is None:
        for key in list_library():
            click.echo("\n".join(list_briefly(load_instrument(key))))
        return
    opened = open_method(instrument)
    lines = describe(*opened) if opened else describe(load_instrument(instrument))
    click.echo("\n".join(lines) or "Nothing is scored: there is no method.")


def list_briefly(instrument: Instrument) -> Iterator[str]:
    """Name an instrument and its methods, a line each."""
    yield f"{instrument.key} {instrument.version}: {instrument.title}"
    for row in _list_rows(instrument):
        relative = f" {RELATIVE}" if row["relative"] else ""
        yield f"  {row['key']} {row['version']}: {row['title']}.{relative}"


def describe(instrument: Instrument, only: str | None = None) -> Iterator[str]:
    """Tell what each method of an instrument does, or only one."""
    width = max(map(len, LABELS.values()))
    for row in _list_rows(instrument):
        if only not in {None, row["key"]}:
            continue
        yield f"{row['key']} {row['version']} ({row['fingerprint']}): {row['title']}"
        for topic, label in LABELS.items():
            if row[topic]:
                yield f"  {label:{width}}  {row[topic]}"
        if row["relative"]:
            yield f"  {RELATIVE}"


def _list_rows(instrument: Instrument) -> list[dict[Any, Any]]:
    """Describe the methods of an instrument, those of files in the library too."""
    from instruments import find_method
    from instruments.library import list_method_files
    from scoring.method_table import methods as list_methods

    if instrument.framework is None:
        return []
    for key in list_method_files(instrument.key):
        instrument = find_method(instrument, key)[0]
    return list_methods(instrument).to_dict("records")
