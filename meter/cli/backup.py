"""`meter backup`: all that is kept, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from meter.cli.score import show_progress


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def backup(file: Path) -> None:
    """Keep all that was saved in one FILE, while the server goes on.

    FILE is a zip archive of the SQLite database, the files of evidence in it, and the
    secret key, with a manifest of versions and checksums; only its owner can read it.
    A former FILE is replaced once the new one is whole. PostgreSQL is copied by
    pg_dump.
    """
    from meter.backup.making import make_backup
    from meter.clock import utc_now
    from meter.settings import load_settings

    settings = load_settings()
    with show_progress("Backing up") as tell:
        made = make_backup(settings, file, utc_now(), tell)
    click.echo(f"{file} holds {' and '.join(made.files)} at revision {made.revision}.")
    if made.trail is not None:
        click.echo(f"The audit trail ends with {made.trail.count} {made.trail.hash}")
