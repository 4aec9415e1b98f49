"""`meter restore`: what a backup holds, put where the settings say."""

from __future__ import annotations

from pathlib import Path

import click

from meter.cli.score import show_progress


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put back what meter backup kept in FILE, where there is no data yet.

    Nothing is written over. All of FILE is checked first, tables of an earlier version
    are brought up to this one, and the audit trail is followed to its end.
    """
    from meter.backup.restoring import restore_backup
    from meter.settings import load_settings
    from meter.storage import name_database
    from meter.storage.migrations import HEAD

    settings = load_settings()
    with show_progress("Restoring") as tell:
        found, trail = restore_backup(settings, file, tell)
    click.echo(
        f"{name_database(settings)} is at revision {HEAD}, as it was on"
        f" {found.made_at:%Y-%m-%d %H:%M} UTC."
    )
    click.echo(f"The audit trail ends with {trail.count} {trail.hash}")
