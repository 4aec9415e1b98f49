"""`meter translations`: texts for translators, and how far they have come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meter.clock import utc_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments.extraction import Progress

HEAD = ("language", "translated", "fuzzy", "missing", "unknown")


@click.group()
def translations() -> None:
    """Bring translations up to date, and see what is missing."""


@translations.command()
@click.argument("instrument", metavar="FILE_OR_KEY")
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    help="Begin a translation into this language, such as fr; may be repeated.",
)
@click.option(
    "-t",
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all texts to this .pot file too.",
)
def extract(instrument: str, languages: tuple[str, ...], template: Path | None) -> None:
    """Bring the .po files beside an instrument up to its texts.

    Translations are kept. Where the words have changed since, the translation is
    marked fuzzy and not used until somebody has looked at it.
    """
    from instruments import load_instrument
    from instruments.extraction import extract_translations, make_template
    from instruments.library import find_file

    file, now = find_file(instrument), utc_now()
    loaded = load_instrument(file)
    changed = extract_translations(loaded, file, now, languages)
    if template is not None:
        template.write_bytes(make_template(loaded, now))
        changed.append(template)
    for path in changed:
        click.echo(f"{path} is written.")
    if not changed:
        click.echo("All files are up to date.")


@translations.command()
@click.argument("instrument", metavar="FILE_OR_KEY")
def status(instrument: str) -> None:
    """Count the translated texts of an instrument by language.

    Fuzzy texts are not sure or have changed, unknown ones are no longer asked.
    """
    from instruments import load_instrument
    from instruments.extraction import measure_progress
    from instruments.library import find_file

    file = find_file(instrument)
    rows = measure_progress(load_instrument(file), file)
    for line in draw_table(rows):
        click.echo(line)


def draw_table(rows: Sequence[Progress]) -> list[str]:
    """Draw the counts as lines of text, a language each."""
    cells = [HEAD, *([str(getattr(row, name)) for name in HEAD] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    ]
