"""The command `meter questionnaire`: it speaks the languages that the pages speak."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.workbook_command import write_worded


@click.command()
@click.argument("instrument", metavar="FILE_OR_KEY")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="File for the questionnaire, such as meter.pdf.",
)
@click.option(
    "--language", help="Language of the words, such as ar; the instrument's own else."
)
def questionnaire(instrument: str, output: Path, language: str | None) -> None:
    """Write an INSTRUMENT as a PDF to print and prepare with colleagues.

    It has every question with its help, boxes to tick and room to write. The answers
    are given on the site, or in the workbook that meter workbook writes.
    """
    from meter.reports.typesetting import typeset
    from webapp.forms.paper import make_paper

    write_worded(instrument, language, output, lambda one: typeset(make_paper(one)))
