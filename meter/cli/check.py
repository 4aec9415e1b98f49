"""`meter check`: what is wrong in instruments and methods, where, and what to do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments import Finding

INSTRUMENT_ERRORS = 10


@click.command()
@click.argument("instruments", nargs=-1, required=True, metavar="FILE_OR_KEY...")
def check(instruments: tuple[str, ...]) -> None:
    """Check instruments and methods: YAML files, or keys of the library.

    The file of a method is checked together with the instrument that it names.

    Every finding is printed with its place and what to do. Exit code 0 where there
    are only warnings, 10 for errors, 13 where an instrument is not found.
    """
    from instruments import UnknownInstrumentError, check_file

    findings: list[Finding] = []
    missing = 0
    for source in instruments:
        try:
            found = check_file(source)
        except UnknownInstrumentError as error:
            click.echo(str(error), err=True)
            missing = error.exit_code
            continue
        for finding in found:
            click.echo(str(finding))
        findings += found
    click.echo(count(findings))
    errors = any(finding.severity == "error" for finding in findings)
    raise click.exceptions.Exit(INSTRUMENT_ERRORS if errors else missing)


def count(findings: Sequence[Finding]) -> str:
    """Say how many errors and warnings there are."""
    severities = Counter(finding.severity for finding in findings)
    parts = [
        f"{number} {severity}{'' if number == 1 else 's'}"
        for severity, number in sorted(severities.items())
    ]
    return f"{' and '.join(parts) or 'No findings'}."
