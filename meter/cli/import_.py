"""`meter import`: answers that were collected elsewhere, taken over into a round."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meter.cli.options import unit_option
from meter.cli.score import print_warnings, show_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from meter.exchange.imports.findings import DifferingCell
    from meter.exchange.imports.reading import ImportFile
    from meter.exchange.imports.records import GivenRow
    from meter.fieldwork.imports.checking import CheckedImport
    from meter.fieldwork.imports.records import ImportOutcome, ImportTerms
    from meter.records import Round
    from meter.storage import Store

BY = "meter import"
"""Who gave an answer that a command took over."""

LAYOUTS = ("auto", "google-forms", "kobo", "limesurvey", "odk", "table")
"""What `meter.exchange.imports.layouts` knows; named here so that help is quick."""

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_place = click.Path(dir_okay=False, writable=True, path_type=Path)


@dataclass(frozen=True)
class _Wishes:
    """What was asked for on the command line."""

    terms: ImportTerms
    good_rows: bool
    findings: Path | None


@click.command(name="import")
@click.argument("round_key", metavar="ROUND")
@click.argument("file", type=_file)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="auto",
    show_default=True,
    help="Which program wrote the file; table is what meter score reads.",
)
@unit_option
@click.option("--mapping", type=_file, help="YAML: which column and value means what.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; keep nothing.")
@click.option("--good-rows", is_flag=True, help="Leave bad rows out, take the others.")
@click.option(
    "--replace", is_flag=True, help="Replace answers that differ; the former stay."
)
@click.option("--submit", is_flag=True, help="Submit the responses too.")
@click.option("--add-units", is_flag=True, help="Add units that do not take part yet.")
@click.option("--findings", type=_place, help="CSV file for all that was found.")
def import_(  # noqa: PLR0913  (a command is made of its options)
    *,
    round_key: str,
    file: Path,
    layout: str,
    unit: str | None,
    mapping: Path | None,
    dry_run: bool,
    good_rows: bool,
    replace: bool,
    submit: bool,
    add_units: bool,
    findings: Path | None,
) -> None:
    """Take the answers of a FILE over into a ROUND, as drafts of its units.

    FILE is CSV, Excel or Parquet: a table as meter score reads it, or an export of
    LimeSurvey, KoBo, ODK Central or Google Forms. Columns are matched by the keys of
    questions, then by their words in any language of the instrument; options by their
    codes, then by their words. A file for --mapping says the rest:

    \b
        unit: Name of your city
        columns: {Q7: l1_1, "Q9[SQ001]": ways.web}
        values: {l1_1: {A1: none, A2: partly}}

    Every cell that cannot be read is named, and then nothing is taken. An answer that
    is there is never overwritten without --replace. The same file twice changes
    nothing, and an import that was cut off goes on when it is run again.
    """  # noqa: D301  (click looks for the backspace itself)
    from meter.exchange.imports.mapping import NO_MAPPING, read_mapping
    from meter.exchange.imports.reading import open_import
    from meter.fieldwork.imports.importing import ensure_together
    from meter.fieldwork.imports.records import ImportTerms
    from meter.fieldwork.rounds import get_instrument
    from meter.settings import load_settings
    from meter.storage import open_store

    terms = ImportTerms(replace, submit, add_units, dry_run)
    with open_store(load_settings()) as store:
        asked = _get(store, round_key)
        ensure_together(asked)
        instrument = get_instrument(store, asked)
        said = read_mapping(mapping, instrument) if mapping else NO_MAPPING
        opened = open_import(file, instrument, layout=layout, mapping=said, unit=unit)
        print_warnings(opened.header.warnings)
        _import(store, asked, opened, _Wishes(terms, good_rows, findings))


def _get(store: Store, key: str) -> Round:
    from meter.errors import NotFoundError
    from meter.fieldwork.rounds import find_round

    asked = find_round(store, key)
    if asked is None:
        kind = "round"
        raise NotFoundError(kind, key)
    return asked


def _import(store: Store, asked: Round, file: ImportFile, wishes: _Wishes) -> None:
    from meter.clock import utc_now
    from meter.fieldwork.imports.checking import check_import, read_good
    from meter.fieldwork.imports.importing import import_answers
    from meter.fieldwork.imports.participants import list_participants
    from meter.fieldwork.imports.records import ImportOrigin

    participants = list_participants(store, asked)
    with show_progress("Checking") as tell:
        checked = check_import(
            file, participants, add_units=wishes.terms.add_units, tell=tell
        )
    if checked.bad and not wishes.good_rows:
        _write_findings(wishes.findings, checked, [])
        checked.ensure_good(file.name)
    origin = ImportOrigin(None, BY, utc_now(), name_import(file.path))
    with show_progress("Importing") as tell:
        rows = _watch(file, read_good(file, checked), tell)
        outcome = import_answers(store, asked, participants, rows, origin, wishes.terms)
    differing = list(_list_differing(file, outcome))
    _write_findings(wishes.findings, checked, differing)
    _tell(file, checked, outcome, differing, wishes)


def name_import(path: Path) -> str:
    """Name an import by the content of its file, as the history of answers has it."""
    from meter.fieldwork.drafts import IMPORT

    with path.open("rb") as opened:
        return f"{IMPORT}{hashlib.file_digest(opened, 'sha256').hexdigest()[:32]}"


def _watch(
    file: ImportFile, rows: Iterator[GivenRow], tell: Callable[[float], None]
) -> Iterator[GivenRow]:
    for row in rows:
        yield row
        tell(file.done)


def _list_differing(
    file: ImportFile, outcome: ImportOutcome
) -> Iterator[DifferingCell]:
    from meter.exchange.imports.findings import (
        DifferingCell,
        find_place,
        show_answers,
    )

    for one in sorted(outcome.differing, key=lambda one: one.row):
        shown = show_answers(file.items, one.item, one.given, one.stored, one.note)
        place = find_place(file.header, one.item)
        yield DifferingCell(one.row, place, one.unit, *shown)


def _write_findings(
    path: Path | None, checked: CheckedImport, differing: list[DifferingCell]
) -> None:
    from meter.exchange.imports.findings import write_findings
    from meter.exchange.whole_files import write_whole

    if path is not None:
        with write_whole(path) as opened:
            opened.write(write_findings(checked.bad, differing).encode())


def _tell(
    file: ImportFile,
    checked: CheckedImport,
    outcome: ImportOutcome,
    differing: list[DifferingCell],
    wishes: _Wishes,
) -> None:
    """Name what was left, and count what was done."""
    from meter.exchange.imports.errors import MOST_NAMED, say_count

    if checked.bad:
        click.echo(f"{say_count(checked.bad, len(checked.bad_rows))}:", err=True)
    _list(checked.bad, MOST_NAMED)
    _list(differing, MOST_NAMED)
    _list(
        [f"row {one.row} ({one.unit}): {one.error}" for one in outcome.left],
        MOST_NAMED,
    )
    done = "Nothing is kept. This would be done:" if wishes.terms.is_trial else "Done:"
    click.echo(
        f"{done} {count(outcome.units, 'unit')} of {count(checked.rows, 'row')}, read"
        f" as {file.layout.key}: {outcome.added} added, {outcome.replaced} replaced,"
        f" {outcome.unchanged} there already, {len(differing)} left as an answer is"
        f" there, {count(outcome.submitted, 'response')} submitted."
    )


def _list(lines: Sequence[object], most: int) -> None:
    for one in islice(lines, most):
        click.echo(f"  {one}", err=True)
    if len(lines) > most:
        click.echo(f"  and {len(lines) - most} more", err=True)


def count(number: int, noun: str) -> str:
    """Say how many there are of something."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
