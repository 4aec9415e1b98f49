"""`meter schema`: the grammar of instruments, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it; default is the standard output.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of instrument files.

    An editor that reads it completes keys and marks mistakes while you type.
    """
    from instruments.schema import make_schema

    text = json.dumps(make_schema(), indent=2, ensure_ascii=False)
    if output is None:
        click.echo(text)
    else:
        output.write_text(f"{text}\n", encoding="utf-8")
        click.echo(f"{output} is written.", err=True)
