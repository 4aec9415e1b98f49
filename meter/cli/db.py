"""`meter db`: the database's tables and health."""

from __future__ import annotations

import sys

import click


@click.group()
def db() -> None:
    """Upgrade and check the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables to what this version needs."""
    from meter.settings import load_settings
    from meter.storage import name_database, upgrade_database

    settings = load_settings()
    found, now = upgrade_database(settings)
    state = "was already" if found == now else f"was {found or 'empty'} and is now"
    click.echo(f"{name_database(settings)} {state} at revision {now}.")


@db.command()
def check() -> None:
    """Check settings, tables, content and scorecards; exit 12 if anything is wrong.

    The audit trail is followed as `meter audit verify` does. Every submitted response
    is scored again and compared with its scorecard. Nothing is changed.
    """
    from meter.audit.chain import verify_chain
    from meter.comparison.drift import check_scores
    from meter.comparison.errors import ScoreDriftError
    from meter.settings import load_settings
    from meter.storage import list_problems, name_database, open_store
    from meter.storage.errors import DamagedDatabaseError

    settings = load_settings()
    with open_store(settings) as store:
        with store.read() as connection:
            damage = list_problems(connection)
        if damage:
            raise DamagedDatabaseError(damage)
        verify_chain(store)
        drift = list(check_scores(store))
    if drift:
        raise ScoreDriftError(drift)
    click.echo(f"{name_database(settings)} is sound.")


@db.command()
def recode() -> None:
    """Make the packed answers of submitted responses anew; scorecards stay."""
    from meter.fieldwork.recoding import list_submitted, recode_response
    from meter.settings import load_settings
    from meter.storage import open_store

    with open_store(load_settings()) as store:
        found = list_submitted(store)
        bar = click.progressbar(
            found, label="Coding", file=sys.stderr, hidden=not sys.stderr.isatty()
        )
        with bar as responses:
            changed = sum(recode_response(store, one) for one in responses)
    click.echo(f"{changed} of {len(found)} responses were out of date.")
