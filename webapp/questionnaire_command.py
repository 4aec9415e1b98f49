"""The command `meter questionnaire`: it speaks the languages that the pages speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from meter.cli.options import language_option, output_option
from webapp.workbook_command import write_worded

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("instrument", metavar="FILE_OR_KEY")
@output_option("File for the questionnaire, such as meter.pdf.", required=True)
@language_option
def questionnaire(instrument: str, output: Path, language: str | None) -> None:
    """Write an INSTRUMENT as a PDF to print and prepare with colleagues.

    It has every question with its help, boxes to tick and room to write. The answers
    are given on the site, or in the workbook that meter workbook writes.
    """
    from meter.reports.typesetting import typeset
    from webapp.forms.paper import make_paper

    write_worded(instrument, language, output, lambda one: typeset(make_paper(one)))
